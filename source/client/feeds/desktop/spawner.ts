import {MaestroError} from '../../../domain/errors.js';
import {noted} from '../../../domain/session.js';
import type {WindowOrder} from '../../../domain/window-order.js';
import type {Call} from '../../../protocol/call.js';
import {isReadOnly} from '../../read-only.js';
import type {SpawnerRole} from '../../state/spawner.js';
import type {Store} from '../../store.js';
import {type Bell, createBell} from './bell.js';
import {createSpawnerOrders, type Held, type SpawnerOrders} from './spawner-orders.js';
import {playPart, type SpawnerTiming} from './spawner-part.js';
import {createSpawnerServer} from './spawner-server.js';
import {createSpawnerTold} from './spawner-told.js';
import type {Duty, WindowHost, WindowHostFor} from './window-host.js';

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

/** A server, and what this app has to do with its windows. */
type Subject = {
	readonly url: string;
	readonly host: WindowHost;
	readonly orders: SpawnerOrders;
	readonly bell: Bell;
	readonly over: AbortController;
};

/**
Opens the windows of a server that has them opened by others (contract §8), where that is for this app to do; and knows those that are on this machine,
whoever has opened them.
*/
export const createSpawnerFeed = ({store, call, hostFor, clock, timing = usualTiming}: SpawnerOptions): SpawnerFeed => {
	const server = createSpawnerServer(call);
	const told = createSpawnerTold(store);
	const answers = new Map<string, boolean>();
	let subject: Subject | undefined;
	let early: readonly Held[] = [];
	let failed: (error: unknown) => void = () => {};

	const mayAct = (): boolean => !store.get().surroundings.isObserving && !isReadOnly(store.get());

	const attempt = (what: string, work: () => Promise<void>): void => {
		work().catch((error: unknown) => {
			if (error instanceof MaestroError) {
				told.say(`${what}: ${error.message}`);
			} else {
				failed(error);
			}
		});
	};

	const begin = (url: string): Subject => {
		const over = new AbortController();
		const bell = createBell();
		const host = hostFor({
			...{url, server, report: told.say},
			toolOf(sessionId) {
				const session = store.get().sessions.get(sessionId);
				return session && noted(session, 'agentTool');
			},
			isAlone: () => told.role(url)?.others === 0,
		});
		const orders = createSpawnerOrders({
			...{store, host, server, attempt, clock, early, heldForMs: timing.heldForMs, signal: over.signal},
			reconsider: bell.ring,
			isAllowed: () => answers.get(url) === true,
			role: () => (over.signal.aborted ? undefined : told.role(url)?.role),
		});
		early = [];
		return {url, host, orders, bell, over};
	};

	const setRole = ({url, orders}: Subject, role: Omit<SpawnerRole, 'url'>): void => {
		const changed = told.setRole({url, ...role});
		if (role.role === 'host' && changed !== undefined && changed.before?.role !== 'host') {
			orders.begin(role.others);
		}
	};

	const dutyFor = (url: string): Duty => {
		const role = told.role(url)?.role;
		return role === 'host' ? 'host' : role === undefined || role === 'observing' ? 'none' : 'tell';
	};

	/** Resolves when the subject is over and has let go of everything. */
	const attend = async (of: Subject): Promise<void> => {
		const {url, host, bell, over} = of;
		const {signal} = over;
		await host.enter();
		const parts = [
			playPart({
				...{host, mayAct, bell, timing, signal},
				answer: () => answers.get(url),
				async countOthers() {
					const all = await server.watchers();
					return typeof all === 'number' ? Math.max(0, all - (await host.count())) : all;
				},
				set: role => setRole(of, role),
			}),
			host.follow({
				...{everyMs: timing.everyMs, seen: told.hosted, seenTexts: told.texts, signal},
				duty: () => dutyFor(url),
			}),
		];
		try {
			await Promise.all(parts);
			await host.leave();
		} finally {
			over.abort();
			await Promise.allSettled(parts);
		}
	};

	/** Where nothing can be kept, nothing is opened; answers whether that is so. */
	const isRefused = async (of: Subject): Promise<boolean> => {
		try {
			await attend(of);
			return false;
		} catch (error) {
			if (!(error instanceof MaestroError)) {
				throw error;
			}

			const before = told.role(of.url)?.problem;
			setRole(of, {role: 'none', problem: error.message});
			if (error.message !== before) {
				told.say(`Windows of this server cannot be opened from here: ${error.message}`);
			}

			return true;
		}
	};

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
				answers.set(subject.url, opens);
				subject.bell.ring();
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
			failed = reject;

			const end = (): void => {
				subject?.over.abort();
				subject = undefined;
			};

			/** What is refused is tried again after a while. */
			const keepAttending = async (url: string): Promise<void> => {
				const of = begin(url);
				subject = of;
				told.hosted(new Map());
				if (await isRefused(of)) {
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

			/** One that comes back may have others who watch it, and is to be told what has ended meanwhile. */
			const turnTo = ({host, bell}: Subject): void => {
				attempt('This app could not say that it watches the server', isOpen ? host.enter : host.leave);
				host.poke();
				bell.ring();
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
					}
				} else if (subject !== undefined && isOpen !== wasOpen) {
					turnTo(subject);
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
