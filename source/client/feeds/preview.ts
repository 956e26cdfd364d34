import {setTimeout as pause} from 'node:timers/promises';
import {MaestroError} from '../../domain/errors.js';
import type {WindowPlace} from '../../domain/run.js';
import type {Multiplexer} from '../../multiplexer/multiplexer.js';
import type {ClientEvent} from '../event.js';
import {previewTarget} from '../select/preview.js';
import type {PreviewTarget} from '../state/preview.js';
import type {Store} from '../store.js';

type Options = {
	readonly store: Store;
	readonly multiplexerFor: (place: WindowPlace) => Multiplexer | undefined;
	readonly everyMs: number;
	readonly signal: AbortSignal;
};

/** As many lines as any preview shows, and those that can be scrolled back to. */
const mostLines = 200;
const mostHistory = 2000;

/**
Looks at the window of the selected session, again and again while it is on the screen, and at once when another one is
selected, or it is scrolled back: then its history is read once, and nothing moves below who reads it. One look ends before the next begins; with nothing to see nothing is done.
*/
export const followPreview = async ({store, multiplexerFor, everyMs, signal}: Options): Promise<void> => {
	while (!signal.aborted) {
		const target = previewTarget(store.get());
		const changed = new AbortController();
		const unsubscribe = store.subscribe(() => {
			if (previewTarget(store.get()) !== target) {
				changed.abort();
			}
		});

		if (target !== undefined) {
			const event = await look(target, multiplexerFor(target.window));
			if (!changed.signal.aborted) {
				store.send(event);
			}
		}

		await quiet(
			AbortSignal.any([signal, changed.signal]),
			target === undefined || target.isHeld === true ? undefined : everyMs,
		);
		unsubscribe();
	}
};

const look = async (
	{sessionId, window, isHeld}: PreviewTarget,
	multiplexer: Multiplexer | undefined,
): Promise<ClientEvent> => {
	const unseen = (reason: string): ClientEvent => ({event: 'preview:unseen', data: {sessionId, reason}});
	if (multiplexer === undefined) {
		return unseen(`Its window is in ${window.multiplexer} at ${window.address}, which cannot be reached from here`);
	}

	try {
		const reference = {id: window.windowId, paneId: window.paneId, key: window.key};
		const lines = isHeld === true ? mostHistory : mostLines;
		const text = await multiplexer.capture(reference, {lines, colours: multiplexer.supports.colours});
		return {event: 'preview:seen', data: {sessionId, text}};
	} catch (error) {
		if (!(error instanceof MaestroError)) {
			throw error;
		}

		return unseen(error.message);
	}
};

/** Resolves when the signal aborts, or after `withinMs`. */
const quiet = async (signal: AbortSignal, withinMs: number | undefined): Promise<void> => {
	if (signal.aborted) {
		return;
	}

	if (withinMs !== undefined) {
		await pause(withinMs, undefined, {signal}).catch(() => {});
		return;
	}

	await new Promise(resolve => {
		signal.addEventListener('abort', resolve, {once: true});
	});
};
