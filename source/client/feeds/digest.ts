import {setTimeout as pause} from 'node:timers/promises';
import {MaestroError} from '../../domain/errors.js';
import type {Call} from '../../protocol/call.js';
import {getLogDigest} from '../../protocol/digests.js';
import type {ClientEvent} from '../event.js';
import {digestTarget} from '../select/digest.js';
import type {Store} from '../store.js';
import {when} from './when.js';

type Options = {
	readonly store: Pick<Store, 'get' | 'send' | 'subscribe'>;
	readonly call: Call;
	readonly clock: () => number;
	/** How long a session is selected before it is asked for: whoever only walks through the list asks for none. */
	readonly quietMs: number;
	/** Between two looks: a server looks through transcripts for it, and remembers for a minute what it has found (contract §11). */
	readonly everyMs: number;
	readonly signal: AbortSignal;
};

const entries = 10;
const longestEntry = 2000;

/** Asks what was said last in the selected session while it is on the screen, and nothing here shows more of it. */
export const followDigest = async ({store, call, clock, quietMs, everyMs, signal}: Options): Promise<void> => {
	while (!signal.aborted) {
		const target = await when(store, digestTarget, signal);
		if (target === undefined) {
			return;
		}

		const left = new AbortController();
		const unsubscribe = store.subscribe(() => {
			if (digestTarget(store.get()) !== target) {
				left.abort();
			}
		});
		const isOver = AbortSignal.any([signal, left.signal]);
		const wait = async (milliseconds: number) => pause(milliseconds, undefined, {signal: isOver}).catch(() => {});
		await wait(quietMs);
		while (!isOver.aborted) {
			const answer = await look(target, {call, at: clock(), signal: isOver});
			if (!isOver.aborted) {
				store.send(answer);
			}

			await wait(everyMs);
		}

		unsubscribe();
	}
};

type Look = {readonly call: Call; readonly at: number; readonly signal: AbortSignal};

const look = async (sessionId: string, {call, at, signal}: Look): Promise<ClientEvent> => {
	try {
		const query = {last: entries, maxLength: longestEntry};
		const found = await call(getLogDigest, {params: {id: sessionId}, query, signal});
		return {event: 'digest:found', data: {sessionId, at, found}};
	} catch (error) {
		if (!(error instanceof MaestroError)) {
			throw error;
		}

		return {event: 'digest:failed', data: {sessionId, at, reason: error.message}};
	}
};
