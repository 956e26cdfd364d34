import type {Headless} from '../../dispatch/headless.js';
import {MaestroError} from '../../domain/errors.js';
import type {LogEnd} from '../../protocol/logs.js';
import type {ByteFile, OpenBytes} from '../../system/byte-file.js';
import {isFolder} from '../../system/files.js';
import type {Log} from './logs.js';
import {createNews} from './news.js';

type Options = {
	readonly log: Log;
	/** The first byte that is wanted. */
	readonly since: number;
	/** Resolves when more may be read; until then nothing is. */
	readonly send: (bytes: Buffer) => Promise<void>;
	readonly headless: Pick<Headless, 'look' | 'watch'>;
	readonly openBytes: OpenBytes;
	readonly signal: AbortSignal;
};

/** Bytes that are read at once, and when it is not known that there are so many. */
const pieceSize = 256 * 1024;
const firstPiece = 32 * 1024;

/**
Sends the output of a run from a byte on, and then what it grows by, until it has ended and all of it was sent: resolves with how
it ended, or with nothing when the signal aborts. Of the output only the piece that is being sent is in memory.
*/
export const followOutput = async ({
	log,
	since,
	send,
	headless,
	openBytes,
	signal,
}: Options): Promise<LogEnd | undefined> => {
	const leaving = new AbortController();
	const news = createNews({log, headless, signal: AbortSignal.any([signal, leaving.signal])});
	const output = createOutput(openBytes, log.output);
	let at = since;

	/** Sends what there is. */
	const drain = async (): Promise<void> => {
		let length = firstPiece;
		let hasMore = true;
		while (hasMore && !signal.aborted) {
			const bytes = await output.read(at, length);
			hasMore = bytes.length === length;
			length = pieceSize;
			if (bytes.length === 0) {
				checkWhole(at, (await output.size()) ?? 0);
			} else {
				at += bytes.length;
				await send(bytes);
			}
		}
	};

	try {
		while (!signal.aborted) {
			const end = news.mayHaveEnded() ? await endOf(log, headless) : undefined;
			// After the look: all that a run printed is there when it is seen to have ended.
			await drain();
			if (end !== undefined && !signal.aborted) {
				return end;
			}

			await news.wait(output.size, at);
		}

		return undefined;
	} finally {
		leaving.abort();
		await output.close();
	}
};

/** A file that may not be there yet, and has no size until then. */
const createOutput = (openBytes: OpenBytes, name: string) => {
	let file: ByteFile | undefined;
	return {
		async size() {
			file ??= await openBytes(name);
			return file?.size();
		},
		async read(from: number, length: number) {
			file ??= await openBytes(name);
			return (await file?.read(from, length)) ?? Buffer.alloc(0);
		},
		close: async () => file?.close(),
	};
};

const checkWhole = (at: number, size: number): void => {
	if (size < at) {
		throw new MaestroError('log-not-found', `The output was cut: it has ${size} bytes now, and ${at} were wanted`);
	}
};

const endOf = async ({folder}: Log, headless: Pick<Headless, 'look'>): Promise<LogEnd | undefined> => {
	const found = await headless.look(folder);
	switch (found.state) {
		case 'starting':
		case 'running': {
			return undefined;
		}

		case 'ended': {
			return {exitCode: found.exitCode, signal: found.signal};
		}

		case 'lost': {
			if (!(await isFolder(folder))) {
				throw new MaestroError('log-not-found', 'Its folder was removed before its end was read (runs.keepMegabytes)');
			}

			return {isLost: true};
		}
	}
};
