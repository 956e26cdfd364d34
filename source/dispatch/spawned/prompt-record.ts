import {createHash} from 'node:crypto';
import {type PromptFate, type PromptNote, wordsOf} from '../../domain/prompt-note.js';
import type {PromptOrder} from '../../domain/window-order.js';
import {readOwn} from '../../system/read-own.js';

/**
What is kept of a text for the window of a session, from before anything is done with it. `writing`: it is about to be written, so that
whoever finds it and did not begin it cannot know whether it was. `mailed`: it is for a hook of the agent's client to take.
*/
export type PromptRecord = Pick<PromptOrder, 'sessionId' | 'senderSessionId' | 'at' | 'isEntered'> & {
	readonly key: string;
	/** All of it until it is settled, and then its beginning. */
	readonly content: string;
	/** Milliseconds. */
	readonly addedAt: number;
	/** Grows with each that one app takes: several may be given in one millisecond. */
	readonly order: number;
	readonly step: 'waiting' | 'writing' | 'mailed' | 'settled';
	readonly fate: PromptFate;
	/** A hook had it, and may have shown it without saying so: it is for hooks alone from then on. */
	readonly wasTaken?: boolean | undefined;
};

/** The same text given once more at another time is another one; one and the same order is known again. */
export const keyOf = ({sessionId, senderSessionId = '', at, content, isEntered}: PromptOrder): string => {
	const parts = JSON.stringify([sessionId, senderSessionId, content, isEntered]);
	return `${String(at).padStart(15, '0')}-${createHash('sha256').update(parts).digest('hex').slice(0, 24)}`;
};

export const recordOf = (
	given: PromptOrder,
	{addedAt, order}: Pick<PromptRecord, 'addedAt' | 'order'>,
): PromptRecord => {
	const {sessionId, senderSessionId, at, content, isEntered} = given;
	return {
		...{key: keyOf(given), sessionId, senderSessionId, at, isEntered, addedAt, order, step: 'waiting'},
		// A line end at its end would be an Enter that nobody has asked for.
		content: content.replace(/[\r\n]+$/, ''),
		fate: {state: 'waiting', why: 'it has just come', needsPerson: false},
	};
};

/** Only where it is, and what becomes of it: a text that has been written is nobody's to read here any more. */
export const settled = (record: PromptRecord, fate: PromptFate): PromptRecord => ({
	...record,
	content: wordsOf(record.content),
	step: 'settled',
	fate,
});

export const noteOf = ({key, sessionId, senderSessionId, at, isEntered, content, fate}: PromptRecord): PromptNote => ({
	...{key, sessionId, senderSessionId, at, isEntered, fate},
	words: wordsOf(content),
});

/** In the order in which they are written. */
export const inOrder = (a: PromptRecord, b: PromptRecord): number =>
	a.at - b.at || a.addedAt - b.addedAt || a.order - b.order;

const texts = ['key', 'sessionId', 'content', 'step'] as const;
const numbers = ['at', 'addedAt', 'order'] as const;

/** Reads a record; `undefined` where the file is none. */
export const readPromptRecord = (text: string): PromptRecord | undefined =>
	readOwn<PromptRecord>(text, {
		texts,
		numbers,
		isOurs: value => typeof Reflect.get(value, 'fate') === 'object',
	});
