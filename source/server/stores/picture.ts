import path from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import type {Message} from '../../domain/message.js';
import {listFiles, makeLink, removeFile, replaceFile, sizeOf} from '../../system/replace.js';

/**
The messages as files for a person to read: `by-receiver/<receiver>/<id>.json`, and `by-sender/<sender>/<id>.json` that points
there. They follow behind, and nothing reads them to decide.
*/
export type Picture = {
	readonly show: (message: Message) => void;
	readonly forget: (message: Message) => void;
	/**
	Compares every file with what it should be, makes anew what differs, and takes away what belongs to no message. All messages are asked
	for when that begins, which is not in a hurry.
	*/
	readonly check: (readAll: () => Promise<readonly Message[]>) => void;
	/** Resolves once the files say what was shown, or once the signal has aborted and no file is being written any more. */
	readonly drained: () => Promise<void>;
};

type Options = {
	readonly folder: string;
	readonly report: (text: string) => void;
	readonly signal: AbortSignal;
	/** Lets what happens in quick succession become one file; 100 unless given. */
	readonly gatherMs?: number;
	/** Until it is tried again after the disk did not take a file; 1000 unless given. */
	readonly retryMs?: number;
};

type Wanted = {readonly message: Message; readonly isGone: boolean};

// The record's own writes need threads of the same pool, which has four.
const atOnce = 2;

/**
Follows messages with files. A file is whole or not there; what a power cut makes of those written last is found at the next
start by `check`, so none of them is synced.
*/
export const createPicture = ({folder, report, signal, gatherMs = 100, retryMs = 1000}: Options): Picture => {
	let wanted = new Map<string, Wanted>();
	let unchecked: (() => Promise<readonly Message[]>) | undefined;
	let running: Promise<void> | undefined;
	let isFailing = false;

	const want = (message: Message, isGone: boolean): void => {
		wanted.set(message.id, {message, isGone});
		run();
	};

	const run = (): void => {
		if (running === undefined && !signal.aborted) {
			running = follow();
		}
	};

	const follow = async (): Promise<void> => {
		while (!signal.aborted && (wanted.size > 0 || unchecked !== undefined)) {
			await pause(isFailing ? retryMs : gatherMs, undefined, {signal}).catch(() => {});
			try {
				await compare();
				await drawAll();
				isFailing = false;
			} catch (error) {
				if (!isFailing) {
					report(`The files in ${folder} fall behind, and are tried again every ${retryMs} ms: ${String(error)}`);
				}

				isFailing = true;
			}
		}

		// In the same turn as the last look at what is wanted, so that nothing wanted meanwhile is forgotten.
		running = undefined;
	};

	const compare = async (): Promise<void> => {
		if (unchecked === undefined) {
			return;
		}

		// In this order: what is shown after all messages were read is wanted, and a file of it that is there is not nobody's.
		const isThere = new Set((await listFiles(folder)).filter(isOurs));
		for (const message of await unchecked()) {
			const {file, link} = placesOf(message);
			const isDrawn = isThere.delete(file);
			const isLinked = isThere.delete(link);
			const isRight =
				isDrawn && isLinked && (await sizeOf(path.join(folder, file))) === Buffer.byteLength(contentOf(message));
			if (signal.aborted) {
				return;
			}

			// What was shown since is newer than what is compared here.
			if (!isRight && !wanted.has(message.id)) {
				wanted.set(message.id, {message, isGone: false});
			}
		}

		for (const name of isThere) {
			if (!wanted.has(path.basename(name, '.json'))) {
				await removeFile(path.join(folder, name));
			}
		}

		unchecked = undefined;
	};

	const drawAll = async (): Promise<void> => {
		const round = wanted;
		wanted = new Map();
		const left = round.entries();
		const drawSome = async () => {
			for (const [id, next] of left) {
				if (signal.aborted) {
					return;
				}

				await draw(next);
				round.delete(id);
			}
		};

		const ends = await Promise.allSettled(Array.from({length: atOnce}, drawSome));
		wanted = new Map([...round, ...wanted]);
		for (const end of ends) {
			if (end.status === 'rejected') {
				throw end.reason;
			}
		}
	};

	const draw = async ({message, isGone}: Wanted): Promise<void> => {
		const {file, link} = placesOf(message);
		const [fileAt, linkAt] = [path.join(folder, file), path.join(folder, link)];
		if (isGone) {
			await removeFile(linkAt);
			await removeFile(fileAt);
			return;
		}

		await replaceFile(fileAt, contentOf(message));
		await makeLink(linkAt, path.relative(path.dirname(linkAt), fileAt));
	};

	return {
		show(message) {
			want(message, false);
		},
		forget(message) {
			want(message, true);
		},
		check(readAll) {
			unchecked = readAll;
			run();
		},
		async drained() {
			while (running !== undefined) {
				await running;
			}
		},
	};
};

const contentOf = (message: Message): string => `${JSON.stringify(message, undefined, '\t')}\n`;

const placesOf = ({id, from, to}: Message) => ({
	file: path.join('by-receiver', to, `${id}.json`),
	link: path.join('by-sender', from, `${id}.json`),
});

/** What a person put beside the pictures stays. */
const isOurs = (name: string): boolean => /^by-(?:receiver|sender)\/[^/]+\/(?:msg_[^/]+\.json|\.msg_[^/]+)$/.test(name);
