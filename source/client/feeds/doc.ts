import {setTimeout as pause} from 'node:timers/promises';
import {MaestroError} from '../../domain/errors.js';
import type {Call} from '../../protocol/call.js';
import {listSessionDocs} from '../../protocol/docs.js';
import {textOfDoc} from '../doc-text.js';
import type {ClientEvent} from '../event.js';
import type {DocTarget} from '../select/doc.js';
import {docTarget} from '../select/doc.js';
import type {Store} from '../store.js';
import {when} from './when.js';

type Options = {
	readonly store: Pick<Store, 'get' | 'send' | 'subscribe'>;
	readonly call: Call;
	readonly clock: () => number;
	/** Between two looks at least: nobody tells when the text of a document has changed (contract §6). */
	readonly everyMs: number;
	readonly signal: AbortSignal;
};

/** A server that takes long to answer is asked more rarely, so that it has at most this share of its time to do with it. */
const mostShare = 1 / 20;

/**
Fetches the document that is read, and looks at it again while it is on the screen and there is a connection. Its server is asked for the documents
of one session at a time; one look ends before the next begins.
*/
export const followDoc = async ({store, call, clock, everyMs, signal}: Options): Promise<void> => {
	while (!signal.aborted) {
		const target = await when(store, docTarget, signal);
		if (target === undefined) {
			return;
		}

		const left = new AbortController();
		const unsubscribe = store.subscribe(() => {
			if (docTarget(store.get()) !== target) {
				left.abort();
			}
		});
		const isOver = AbortSignal.any([signal, left.signal]);
		const asked = clock();
		const answer = await look(target, call, isOver);
		if (!isOver.aborted) {
			store.send(answer);
		}

		const tookMs = Math.max(0, clock() - asked);
		await pause(Math.max(everyMs, tookMs / mostShare), undefined, {signal: isOver}).catch(() => {});
		unsubscribe();
	}
};

const look = async ({id, sessionId}: DocTarget, call: Call, signal: AbortSignal): Promise<ClientEvent> => {
	try {
		const docs = await call(listSessionDocs, {params: {id: sessionId}, signal});
		const doc = docs.find(one => one.id === id);
		return {event: 'doc:found', data: {id, found: doc && textOfDoc(doc)}};
	} catch (error) {
		if (!(error instanceof MaestroError)) {
			throw error;
		}

		return {event: 'doc:failed', data: {id, reason: error.message}};
	}
};
