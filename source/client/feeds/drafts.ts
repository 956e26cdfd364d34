import {setTimeout as pause} from 'node:timers/promises';
import {MaestroError} from '../../domain/errors.js';
import {nothingTyped, typed} from '../editing.js';
import {type Draft, type Drafts, hasWords} from '../state/drafts.js';
import type {Store} from '../store.js';

/** What is kept of a draft over the end of the app. */
export type KeptDraft = Pick<Draft, 'id' | 'to' | 'replyTo' | 'how' | 'key'> & {readonly text: string};

/** Where drafts are kept; both refuse with a `MaestroError`. */
export type DraftKeeper = {
	readonly kept: () => Promise<readonly KeptDraft[]>;
	readonly keep: (drafts: readonly KeptDraft[]) => Promise<void>;
};

type Options = {
	readonly store: Store;
	readonly keeper: DraftKeeper;
	/** How long nothing is typed before it is written down. */
	readonly quietMs: number;
};

type DraftFeed = {
	/** Writes down at once what is not written down yet. */
	readonly settle: () => Promise<void>;
	/** Brings back what was kept, and keeps what is written from then on, until the signal aborts: then it does so once more. */
	readonly follow: (signal: AbortSignal) => Promise<void>;
};

/**
Lets words survive the end of the app, whatever ends it. They are written down a moment after the last of them was typed; while nothing
is typed nothing goes on.
*/
export const createDraftFeed = ({store, keeper, quietMs}: Options): DraftFeed => {
	let seen: Drafts = store.get().drafts;
	let written = '[]';
	let last: Promise<void> = Promise.resolve();

	const write = async (): Promise<void> => {
		seen = store.get().drafts;
		const drafts = [...seen.values()].filter(hasWords).map(toKeep);
		// A cursor that moved is no other draft.
		if (JSON.stringify(drafts) !== written) {
			written = JSON.stringify(drafts);
			await telling(store, async () => keeper.keep(drafts));
		}
	};

	const settle = async (): Promise<void> => {
		last = last.then(write);
		await last;
	};

	return {
		settle,

		async follow(signal) {
			await telling(store, async () => {
				const drafts = (await keeper.kept()).map(toDraft);
				written = JSON.stringify(drafts.map(toKeep));
				store.send({event: 'drafts:kept', data: {drafts}});
			});
			while (!signal.aborted) {
				await changed(store, signal, () => store.get().drafts !== seen);
				await pause(quietMs, undefined, {signal}).catch(() => {});
				await settle();
			}

			await settle();
		},
	};
};

/** A disk that fails takes nothing from the screen: it is told, and writing goes on. */
const telling = async (store: Store, work: () => Promise<void>): Promise<void> => {
	try {
		await work();
	} catch (error) {
		if (!(error instanceof MaestroError)) {
			throw error;
		}

		store.send({event: 'notice', data: {tone: 'error', text: error.message}});
	}
};

const changed = async (store: Store, signal: AbortSignal, isIt: () => boolean): Promise<void> => {
	const {promise, resolve} = Promise.withResolvers<void>();
	const unsubscribe = store.subscribe(() => (isIt() ? resolve() : undefined));
	signal.addEventListener('abort', () => resolve(), {once: true});
	if (signal.aborted || isIt()) {
		resolve();
	}

	await promise;
	unsubscribe();
};

const toKeep = ({id, to, replyTo, how, key, text}: Draft): KeptDraft => ({id, to, replyTo, how, key, text: text.text});

const toDraft = ({text, ...kept}: KeptDraft): Draft => ({
	...kept,
	marked: undefined,
	text: typed(text),
	query: nothingTyped,
	focus: 'text',
	isSending: false,
});
