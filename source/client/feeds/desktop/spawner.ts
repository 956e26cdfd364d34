import {MaestroError} from '../../../domain/errors.js';
import type {WindowOrder} from '../../../domain/window-order.js';
import type {Call} from '../../../protocol/call.js';
import {isReadOnly} from '../../read-only.js';
import type {Store} from '../../store.js';
import {createSpawnerAnswers} from './spawner-answers.js';
import type {Held} from './spawner-orders.js';
import type {SpawnerTiming} from './spawner-part.js';
import {createSpawnerServer} from './spawner-server.js';
import {createSubject, type Subject} from './spawner-subject.js';
import {createSpawnerTold} from './spawner-told.js';
import type {WindowHost, WindowHostFor} from './window-host.js';

export type SpawnerOptions = {
	readonly store: Pick<Store, 'get' | 'send' | 'subscribe'>;
	readonly call: Call;
	readonly hostFor: WindowHostFor;
	readonly clock: () => number;
	readonly timing?: (SpawnerTiming & {readonly everyMs: number; readonly heldForMs: number}) | undefined;
};

export type SpawnerFeed = {
	/** What the server that is connected to has ordered. */
	readonly order: (order: WindowOrder) => void;
	/** Whether its windows are to be opened from here; kept for this server as long as the app runs. */
	readonly answer: (opens: boolean) => void;
	/** The operator has looked, and wants a text written whatever the window shows. */
	readonly release: WindowHost['release'];
	readonly follow: (signal: AbortSignal) => Promise<void>;
};

const usualTiming = {standbyMs: 2000, countMs: 700, recountMs: 10_000, everyMs: 1000, heldForMs: 5000} as const;

/** As many orders as can come before it is known whose they are. */
const mostEarly = 50;

/**
Opens the windows of a server that has them opened by others (contract §8), where that is for this app to do; and knows those that are on this machine,
whoever has opened them.
*/
export const createSpawnerFeed = ({store, call, hostFor, clock, timing = usualTiming}: SpawnerOptions): SpawnerFeed => {
	const server = createSpawnerServer(call);
	const told = createSpawnerTold(store);
	const answers = createSpawnerAnswers();
	let subject: Subject | undefined;
	let early: readonly Held[] = [];

	const mayAct = (): boolean => !store.get().surroundings.isObserving && !isReadOnly(store.get());

	return {
		order(order) {
			if (subject !== undefined) {
				subject.orders.take(order);
			} else if (order.kind === 'spawn' || order.kind === 'resume') {
				early = [...early, {order, at: clock()}].slice(-mostEarly);
			}
		},

		answer(opens) {
			if (subject !== undefined) {
				const {url, bell} = subject;
				answers.give(url, {opens, isStrange: told.role(url)?.isStrange === true});
				bell.ring();
			}
		},

		async release(note) {
			if (subject === undefined || told.role(subject.url)?.role !== 'host') {
				throw new MaestroError('not-allowed', 'This app does not write into windows of this server: another one may');
			}

			await subject.host.release(note);
		},

		async follow(signal) {
			const {promise: ended, resolve, reject} = Promise.withResolvers<void>();
			const attended = new Set<Promise<void>>();
			let isOpen = false;
			let couldAct = mayAct();

			const end = (): void => {
				subject?.over.abort();
				subject = undefined;
			};

			/** What is refused is tried again after a while. */
			const keepAttending = async (url: string): Promise<void> => {
				const of = createSubject({
					...{url, store, server, told, answers, hostFor, mayAct, early, clock, timing},
					failed: reject,
				});
				early = [];
				subject = of;
				told.hosted(new Map());
				if (await of.isRefused()) {
					await of.bell.wait(timing.recountMs, signal);
					if (subject === of && !signal.aborted) {
						await keepAttending(url);
					}
				}
			};

			const attendTo = (url: string): void => {
				const attending = keepAttending(url);
				attended.add(attending);
				attending.then(() => attended.delete(attending), reject);
			};

			const look = (): void => {
				const {connection} = store.get();
				const wasOpen = isOpen;
				isOpen = connection.phase === 'open';
				if (isOpen && connection.server?.url !== subject?.url) {
					end();
					if (connection.server?.capabilities.includes('orders') === true) {
						attendTo(connection.server.url);
					} else {
						told.hosted(new Map());
						// What it orders, if it does, is no order of the next one.
						early = [];
					}
				} else if (subject !== undefined && isOpen !== wasOpen) {
					subject.turn(isOpen);
				}

				if (mayAct() !== couldAct) {
					couldAct = mayAct();
					subject?.bell.ring();
				}
			};

			const unsubscribe = store.subscribe(look);
			signal.addEventListener('abort', () => resolve(), {once: true});
			look();
			if (signal.aborted) {
				resolve();
			}

			await ended.finally(unsubscribe);
			end();
			await Promise.all(attended);
			told.hosted(new Map());
		},
	};
};
