import {MaestroError} from '../domain/errors.js';
import {hasCode} from '../system/files.js';

/** What the system, and SQLite for the lock, say of a folder that nothing can be kept in. */
const reasons: ReadonlyArray<readonly [reason: string, codes: readonly string[], sqlite: readonly number[]]> = [
	['is on a full disk', ['ENOSPC', 'EDQUOT'], [13]],
	['is on a read-only disk', ['EROFS'], [8]],
	['is not writable', ['EACCES', 'EPERM'], [14]],
	['is not a folder', ['ENOTDIR', 'EEXIST'], []],
];

/**
The refusal that an error means which came while something was written under MAESTRO_HOME; `undefined` for any other error.
*/
export const storageRefusal = (error: unknown, home: string): MaestroError | undefined => {
	const found = reasons.find(
		([, codes, sqlite]) => codes.some(code => hasCode(error, code)) || sqlite.includes(sqliteCodeOf(error)),
	);
	const reason = found?.[0] ?? (isUnmakeable(error) ? 'is not writable' : undefined);
	return reason === undefined
		? undefined
		: new MaestroError(
				'storage-failed',
				`${home} ${reason}: make room or rights there, or set MAESTRO_HOME to another folder`,
				{cause: error},
			);
};

// What Node says of a folder that it should make on a read-only disk, or in a folder that is not ours.
const isUnmakeable = (error: unknown): boolean =>
	hasCode(error, 'ENOENT') && error instanceof Error && 'syscall' in error && error.syscall === 'mkdir';

const sqliteCodeOf = (error: unknown): number =>
	error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode & 0xff : 0;
