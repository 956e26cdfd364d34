import {MaestroError} from '../../domain/errors.js';
import type {Message} from '../../domain/message.js';
import type {Ledger} from './ledger.js';
import {type Key, keyOf} from './state.js';

/** What a key stands for: these words to these receivers, or to those that a broadcast was asked to reach. */
type Asked = {readonly isBroadcast: boolean; readonly to: readonly string[]; readonly text: string};

type Request = Asked & {readonly from: string; readonly key: string | undefined};

type Done = {readonly messages: readonly Message[]; readonly isRepeated: boolean};

/** A request whose messages are not on disk yet. */
type UnderWay = Asked & {readonly done: Promise<readonly Message[]>};

/**
Does what comes with an idempotency key once: who asks again gets the messages of the first time, as they are now.
*/
export const createOnce = ({fold, get}: Ledger) => {
	const underWay = new Map<string, UnderWay>();

	return async ({from, key, ...asked}: Request, work: () => Promise<readonly Message[]>): Promise<Done> => {
		if (key === undefined) {
			return {messages: await work(), isRepeated: false};
		}

		const name = keyOf(from, key);
		const now = underWay.get(name);
		if (now !== undefined) {
			checkSame(now, asked);
			return {messages: await now.done, isRepeated: true};
		}

		const known = fold.state.keys.get(name);
		if (known !== undefined) {
			return {messages: sentBefore(known, asked, get), isRepeated: true};
		}

		const done = work();
		underWay.set(name, {...asked, done});
		try {
			return {messages: await done, isRepeated: false};
		} finally {
			underWay.delete(name);
		}
	};
};

const sentBefore = ({id, broadcast}: Key, asked: Asked, get: Ledger['get']): readonly Message[] => {
	const messages = (broadcast?.ids ?? [id]).flatMap(id => get(id) ?? []);
	const [first] = messages;
	if (first === undefined) {
		throw new MaestroError(
			'message-not-found',
			`This was sent before as ${id}, which has been deleted; nothing was sent`,
		);
	}

	checkSame({isBroadcast: broadcast !== undefined, to: broadcast?.to ?? [first.to], text: first.message}, asked);
	return messages;
};

const checkSame = (before: Asked, now: Asked): void => {
	if (before.isBroadcast !== now.isBroadcast || before.text !== now.text || before.to.join(' ') !== now.to.join(' ')) {
		throw new MaestroError(
			'malformed',
			'This Idempotency-Key came with another message before: give each message a key of its own',
		);
	}
};
