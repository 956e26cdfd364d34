import {MaestroError} from '../../domain/errors.js';
import {sendMessage as sendMessageEndpoint} from '../../protocol/messages.js';
import {nameOf} from '../select/sessions.js';
import type {Draft} from '../state/drafts.js';
import {insist} from './insist.js';
import type {Tools} from './tools.js';

/**
Sends a draft. All tries of the same words carry one key, those of this call and those after a failure, so that the message is
there once however often the connection is lost. A draft that could not be sent stays.
*/
export const sendMessage =
	({call, store, createKey, pause}: Tools) =>
	async ({id, to, text, replyTo, key = createKey()}: Draft): Promise<void> => {
		if (to === undefined) {
			throw new MaestroError('malformed', 'Choose who the message goes to first');
		}

		const name = nameOf(store.get().sessions, to);
		store.send(
			{event: 'draft:sending', data: {id, key}},
			{event: 'notice', data: {tone: 'busy', text: `Sending to ${name}…`}},
		);
		try {
			await insist(pause, async () =>
				call(sendMessageEndpoint, {
					params: {id: to},
					headers: {'idempotency-key': key},
					body: {message: text.text, ...(replyTo === undefined ? {} : {metadata: {replyTo}})},
				}),
			);
		} catch (error) {
			store.send({event: 'draft:failed', data: {id}});
			throw error;
		}

		store.send({event: 'draft:sent', data: {id}}, {event: 'notice', data: {tone: 'info', text: `Sent to ${name}`}});
	};
