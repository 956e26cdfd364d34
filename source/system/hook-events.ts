import {watch} from 'node:fs';
import {readdir, readFile, rm, stat} from 'node:fs/promises';
import path from 'node:path';
import {idPattern} from '../domain/id.js';
import {makeFolder} from './files.js';
import {type HookEvent, longestEvent, readHookEvent} from './hook-event.js';

export type LeftEvent = HookEvent & {
	/** What stands behind the id in the name of the file. */
	readonly words: readonly string[];
};

type Options = {
	readonly folder: string;
	/** What it resolves for is taken away; what it rejects is brought again for a minute. */
	readonly onEvent: (sessionId: string, event: LeftEvent) => Promise<void> | void;
	readonly report: (text: string, error?: unknown) => void;
	readonly signal: AbortSignal;
	/** A look without being told to, in case the system said nothing of a change; 10 seconds unless given. */
	readonly everyMs?: number | undefined;
};

/** How long a hook may be at writing, and how long an event is kept that nobody takes. */
const unfinishedMs = 1000;
const unwantedMs = 60_000;

/**
Hands over what hooks leave in a folder, oldest first and one after the other, and takes it away; until the signal aborts.
Resolves when what was there at the start is handed over. What no hook of ours left is taken away too.
*/
export const readHookEvents = async ({folder, onEvent, report, signal, everyMs = 10_000}: Options): Promise<void> => {
	await makeFolder(folder);
	let isLooking = false;
	let isWanted = false;
	let soon: NodeJS.Timeout | undefined;

	const look = async (): Promise<void> => {
		if (isLooking) {
			isWanted = true;
			return;
		}

		isLooking = true;
		do {
			isWanted = false;
			try {
				if (await takeAll({folder, onEvent, report, signal})) {
					clearTimeout(soon);
					soon = signal.aborted ? undefined : setTimeout(look, 50);
				}
			} catch (error) {
				report(`What hooks left in ${folder} could not be read`, error);
			}
		} while (isWanted && !signal.aborted);
		isLooking = false;
	};

	if (signal.aborted) {
		return;
	}

	const watcher = watch(folder, () => void look());
	watcher.on('error', error =>
		report(`The folder ${folder} is not watched any more, and looked at from time to time`, error),
	);
	const slow = setInterval(look, everyMs);
	signal.addEventListener(
		'abort',
		() => {
			watcher.close();
			clearInterval(slow);
			clearTimeout(soon);
		},
		{once: true},
	);
	await look();
};

/** Answers whether something is there that is not finished yet. What comes after it in the same session waits for it. */
const takeAll = async ({folder, onEvent, report, signal}: Omit<Options, 'everyMs'>): Promise<boolean> => {
	let isUnfinished = false;
	const held = new Set<string>();
	for (const {file, sessionId, words, at} of await listEvents(folder)) {
		if (signal.aborted) {
			return false;
		}

		if (sessionId !== undefined && held.has(sessionId)) {
			continue;
		}

		if (sessionId !== undefined) {
			const age = Date.now() - at;
			const event = readHookEvent(await readText(file), at, age < unfinishedMs);
			if (event === undefined && age < unfinishedMs) {
				isUnfinished = true;
				held.add(sessionId);
				continue;
			}

			if (
				event !== undefined &&
				!(await isTaken(sessionId, {...event, words}, {onEvent, report})) &&
				age < unwantedMs
			) {
				held.add(sessionId);
				continue;
			}
		}

		await rm(file, {force: true, recursive: true});
	}

	return isUnfinished;
};

const isTaken = async (
	sessionId: string,
	event: LeftEvent,
	{onEvent, report}: Pick<Options, 'onEvent' | 'report'>,
): Promise<boolean> => {
	try {
		await onEvent(sessionId, event);
		return true;
	} catch (error) {
		report(`What a hook of ${sessionId} left was not taken`, error);
		return false;
	}
};

type Found = {
	readonly file: string;
	/** `undefined` for what is not an event of ours. */
	readonly sessionId: string | undefined;
	readonly words: readonly string[];
	readonly at: number;
};

const listEvents = async (folder: string): Promise<readonly Found[]> => {
	const found = await Promise.all((await readdir(folder)).sort().map(async name => findEvent(path.join(folder, name))));
	return found.filter(event => event !== undefined).sort((a, b) => a.at - b.at);
};

const findEvent = async (file: string): Promise<Found | undefined> => {
	try {
		const about = await stat(file);
		const [sessionId = '', ...words] = path.basename(file).split('.');
		const isOurs = idPattern.test(sessionId) && words.length > 0 && about.isFile() && about.size <= longestEvent + 8192;
		return {file, sessionId: isOurs ? sessionId : undefined, words, at: Math.round(about.mtimeMs)};
	} catch {
		// Gone since it was listed.
		return undefined;
	}
};

const readText = async (file: string): Promise<string> => readFile(file, 'utf8');
