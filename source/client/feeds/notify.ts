import {needs} from '../select/needs.js';
import {newsOf, notificationOf} from '../select/news.js';
import type {State} from '../state/index.js';
import type {Store} from '../store.js';
import type {Terminal} from '../terminal.js';
import type {Schedule} from './stops.js';

type Options = {
	readonly store: Pick<Store, 'get' | 'subscribe'>;
	readonly terminal: Pick<Terminal, 'write'>;
	/** Makes of a sequence what brings it to the terminal that the operator sees, through a multiplexer between. */
	readonly throughMultiplexer: (sequence: string) => string;
	readonly clock: () => number;
	readonly schedule: Schedule;
	/** Between two notifications at least; those that came meanwhile are told together. */
	readonly everyMs: number;
	readonly signal: AbortSignal;
};

/**
Tells somebody who looks elsewhere that something needs them which did not before. What was there when a picture first came, or came
anew after the connection was lost, is no news; nor is what comes while they look at this terminal.
*/
export const followNeeds = ({store, terminal, throughMultiplexer, clock, schedule, everyMs, signal}: Options): void => {
	let last = store.get();
	let known = idsOf(last);
	let fresh: ReadonlySet<string> = new Set();
	let toldAt = Number.NEGATIVE_INFINITY;
	let callOff: (() => void) | undefined;

	const tell = (): void => {
		callOff = undefined;
		const state = store.get();
		const text = mayTell(state) ? newsOf(state, fresh) : undefined;
		fresh = new Set();
		if (text === undefined) {
			return;
		}

		toldAt = clock();
		const {notify} = state.settings.values;
		const sequence = notificationOf(notify, text);
		terminal.write(notify === 'bell' ? sequence : throughMultiplexer(sequence));
	};

	const look = (): void => {
		const state = store.get();
		const before = last;
		last = state;
		if (needs(state) === needs(before) && state.connection === before.connection) {
			return;
		}

		const ids = idsOf(state);
		const found = ids.difference(known);
		known = ids;
		if (isOther(before, state) || found.size === 0) {
			return;
		}

		fresh = fresh.union(found);
		callOff ??= schedule(Math.max(0, toldAt + everyMs - clock()), tell);
	};

	const unsubscribe = store.subscribe(look);
	signal.addEventListener(
		'abort',
		() => {
			unsubscribe();
			callOff?.();
		},
		{once: true},
	);
};

const idsOf = (state: State): ReadonlySet<string> => new Set(needs(state).map(({id}) => id));

/** Whether there is a picture that has nothing to do with the one before. */
const isOther = ({connection: before}: State, {connection}: State): boolean =>
	connection.phase !== 'open' || before.phase !== 'open' || before.server !== connection.server || !before.hasPicture;

/** Whoever has handed the terminal to a pane looks at it, and nothing may be written into that. */
const mayTell = ({settings: {values}, surroundings, screen}: State): boolean =>
	!values.quiet && values.notify !== 'none' && surroundings.hasFocus !== true && !screen.isLent;
