import {MaestroError} from '../../domain/errors.js';
import {hasCode} from '../../system/files.js';

/**
What the disk did not take, in words for whoever asked: nothing of it has happened, and the same may be asked again.
*/
export const storageFailure = (what: string, error: unknown): MaestroError =>
	new MaestroError('storage-failed', `${what} could not be written: ${remedyFor(error)}; nothing was changed`, {
		cause: error,
	});

/**
The same for an error that came from the disk past all that expects one; `undefined` for any other.
*/
export const unexpectedStorageFailure = (error: unknown): MaestroError | undefined => {
	const remedy = knownRemedyFor(error);
	return remedy === undefined
		? undefined
		: new MaestroError('storage-failed', `It could not be done: ${remedy}`, {cause: error});
};

const remedyFor = (error: unknown): string =>
	knownRemedyFor(error) ?? (error instanceof Error ? error.message : String(error));

const knownRemedyFor = (error: unknown): string | undefined => {
	if (hasCode(error, 'ENOSPC') || hasCode(error, 'EDQUOT')) {
		return 'the disk is full, make room and try again';
	}

	if (hasCode(error, 'EROFS') || hasCode(error, 'EACCES') || hasCode(error, 'EPERM')) {
		return 'the folder may not be written to, make it writable and try again';
	}

	return undefined;
};
