import {readdirSync, readFileSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {parseObject} from './hook-event.js';

/**
A letter is a file that says by its name what became of it: `<key>.waiting`; `<key>.taken.<milliseconds>.<way>` once a hook has it; and
`<key>.shown.<milliseconds>.<way>` once that has shown it to its agent. Whoever changes that renames the file, which only one can do. With
`recalled` it is out of the reach of hooks.
*/
type LetterState =
	| {readonly state: 'waiting' | 'recalled'}
	/** `at` in milliseconds. */
	| {readonly state: 'taken' | 'shown'; readonly at: number; readonly way: string};

export type LetterFile = LetterState & {
	readonly key: string;
	readonly name: string;
};

/** What is in a letter. */
export type Letter = {
	readonly key: string;
	/** The id of the agent whose hooks take it, and the version of its client. */
	readonly agent: string;
	readonly version: string | undefined;
	readonly from: string;
	/** What people call its sender. */
	readonly name: string | undefined;
	readonly text: string;
	/** Where all of the text is, for an agent that has no room for it. */
	readonly file: string;
	/** Letters and digits that nobody could know who wrote the text. */
	readonly nonce: string;
};

/** What is taken and not confirmed for so long waits again. */
export const letterLeaseMs = 60_000;

/** Of a letter of which all is in a file of its own. */
export const textNameOf = (key: string): string => `${key}.txt`;

export const nameOfLetter = (key: string, letter: LetterState): string =>
	'at' in letter ? `${key}.${letter.state}.${letter.at}.${letter.way}` : `${key}.${letter.state}`;

/** Reads the name of such a file; `undefined` for any other. */
export const readLetterName = (name: string): LetterFile | undefined => {
	const [, key = '', state = '', at, way] =
		/^([A-Za-z0-9_-]{1,128})\.(waiting|recalled|taken|shown)(?:\.(\d{1,16})\.([A-Za-z-]{1,64}))?$/.exec(name) ?? [];
	switch (state) {
		case 'waiting':
		case 'recalled': {
			return at === undefined ? {key, name, state} : undefined;
		}

		case 'taken':
		case 'shown': {
			return at === undefined || way === undefined ? undefined : {key, name, state, at: Number(at), way};
		}

		default: {
			return undefined;
		}
	}
};

/**
The letters of a session, for programs that start often: without a promise, and without an error.
*/
export type QuickMailbox = {
	/** `undefined` where nobody has put a letter there, or none is left. */
	readonly list: () => readonly LetterFile[] | undefined;
	readonly read: (file: LetterFile) => Letter | undefined;
	/** Answers the letter as it is then; `undefined` where somebody else was first. */
	readonly move: (file: LetterFile, to: LetterState) => LetterFile | undefined;
	/** Lets the session's hooks look, or has them pass by. */
	readonly setFlag: (isRaised: boolean) => void;
};

/** `run` is the folder that hooks and the app share. */
export const quickMailbox = (run: string, sessionId: string): QuickMailbox => {
	const folder = path.join(run, 'mail', sessionId);
	return {
		list: () =>
			quietly(() =>
				readdirSync(folder)
					.sort()
					.map(readLetterName)
					.filter(file => file !== undefined),
			),
		read: ({name}) => quietly(() => readLetter(readFileSync(path.join(folder, name), 'utf8'))),
		move: ({key, name}, to) =>
			quietly(() => {
				const next = nameOfLetter(key, to);
				renameSync(path.join(folder, name), path.join(folder, next));
				return {...to, key, name: next};
			}),
		setFlag(isRaised) {
			const flag = path.join(run, 'flags', sessionId);
			quietly(() => (isRaised ? writeFileSync(flag, '1\n', {mode: 0o600}) : rmSync(flag, {force: true})));
		},
	};
};

/** Reads a letter; `undefined` where the file is none. */
export const readLetter = (text: string): Letter | undefined => {
	const {key, agent, version, from, name, text: words, file, nonce} = parseObject(text) ?? {};
	const isWhole = [key, agent, from, words, file, nonce].every(value => typeof value === 'string');
	return isWhole
		? // Each was just seen to be a text.
			({
				...{key, agent, from, text: words, file, nonce},
				version: typeof version === 'string' ? version : undefined,
				name: typeof name === 'string' ? name : undefined,
			} as Letter)
		: undefined;
};

const quietly = <T>(work: () => T): T | undefined => {
	try {
		return work();
	} catch {
		// The agent must not notice.
		return undefined;
	}
};
