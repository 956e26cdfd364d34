import {MaestroError} from '../../domain/errors.js';
import type {Message} from '../../domain/message.js';
import {broadcastMessage, sendMessage as sendMessageEndpoint} from '../../protocol/messages.js';
import {endedReceivers} from '../select/compose.js';
import {receiverNames} from '../select/names.js';
import type {Draft} from '../state/drafts.js';
import {insist} from './insist.js';
import type {Tools} from './tools.js';

/**
Sends a draft, as a broadcast where it goes to more than one session. All tries of the same words carry one key, those of this call, those
after a failure and those after the app was ended, so that the message is there once however often the connection is lost. A draft
that could not be sent stays. Receivers that have ended get it when they are resumed.
*/
export const sendMessage =
	({call, store, createKey, pause, settleDrafts}: Tools) =>
	async (draft: Draft): Promise<void> => {
		const {id, to, key = createKey()} = draft;
		const [first] = to;
		if (first === undefined) {
			throw new MaestroError('malformed', 'Choose who the message goes to first');
		}

		const names = receiverNames(store.get(), to);
		store.send(
			{event: 'draft:sending', data: {id, key}},
			{event: 'notice', data: {tone: 'busy', text: `Sending to ${names}…`}},
		);
		const ended = endedReceivers(store.get(), draft);
		const body = {...wordsOf(draft), ...(ended.length === 0 ? {} : {queue: true})};
		const headers = {'idempotency-key': key};
		let sent: readonly Message[];
		try {
			await settleDrafts();
			sent = await insist(pause, async () =>
				to.length === 1 && !first.includes(':')
					? [await call(sendMessageEndpoint, {params: {id: first}, headers, body})]
					: (await call(broadcastMessage, {headers, body: {...body, to: [...to]}})).messages,
			);
		} catch (error) {
			store.send({event: 'draft:failed', data: {id}});
			throw error;
		}

		store.send(
			{event: 'draft:sent', data: {id}},
			{event: 'notice', data: {tone: 'info', text: describe(names, sent, ended)}},
		);
	};

const wordsOf = ({text, replyTo, how}: Draft) => {
	const metadata = {...how, ...(replyTo === undefined ? {} : {replyTo})};
	return {message: text.text, ...(Object.keys(metadata).length === 0 ? {} : {metadata})};
};

/** What became of it, as far as the server's answer says. */
const describe = (names: string, sent: readonly Message[], ended: readonly string[]): string => {
	const queued = sent.filter(({to}) => ended.includes(to)).length;
	const held = sent.filter(({hold}) => hold !== undefined).length;
	const [first] = sent;
	if (first === undefined) {
		return `Sent to nobody: ${names} is no one now`;
	}

	if (sent.length === 1) {
		return queued === 1
			? `Kept for ${names}: it is delivered when that session is resumed`
			: `Sent to ${names}${held === 1 ? ', and held until you decide whether the two go on' : ''}`;
	}

	return [
		`Sent to ${sent.length} receivers (${names})`,
		...(queued === 0
			? []
			: [`${queued} of them ${queued === 1 ? 'gets it when it is' : 'get it when they are'} resumed`]),
		...(held === 0 ? [] : [`${held} of them ${held === 1 ? 'is' : 'are'} held until you decide`]),
	].join('; ');
};
