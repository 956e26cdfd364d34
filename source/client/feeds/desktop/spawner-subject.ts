import {MaestroError} from '../../../domain/errors.js';
import {noted} from '../../../domain/session.js';
import type {SpawnerRole} from '../../state/spawner.js';
import type {Store} from '../../store.js';
import {type Bell, createBell} from './bell.js';
import type {SpawnerAnswers} from './spawner-answers.js';
import {createSpawnerOrders, type Held, type SpawnerOrders} from './spawner-orders.js';
import {playPart, type SpawnerTiming} from './spawner-part.js';
import type {SpawnerServer} from './spawner-server.js';
import type {SpawnerTold} from './spawner-told.js';
import type {Duty, WindowHost, WindowHostFor} from './window-host.js';

type Options = {
	readonly url: string;
	readonly store: Pick<Store, 'get' | 'send'>;
	readonly server: SpawnerServer;
	readonly told: SpawnerTold;
	readonly answers: SpawnerAnswers;
	readonly hostFor: WindowHostFor;
	/** Whether this app may open windows at all. */
	readonly mayAct: () => boolean;
	/** What came before there was anybody to take it. */
	readonly early: readonly Held[];
	/** Told of what is a bug. */
	readonly failed: (error: unknown) => void;
	readonly clock: () => number;
	readonly timing: SpawnerTiming & {readonly everyMs: number; readonly heldForMs: number};
};

/** A server, and what this app has to do with its windows. */
export type Subject = {
	readonly url: string;
	readonly host: WindowHost;
	readonly orders: SpawnerOrders;
	readonly bell: Bell;
	readonly over: AbortController;
	/** The connection has come back, or was lost: others may watch it, and what has ended meanwhile is to be told. */
	readonly turn: (isOpen: boolean) => void;
	/** Does it until it is over, and lets go of everything. Where nothing can be kept, nothing is opened; answers whether that is so. */
	readonly isRefused: () => Promise<boolean>;
};

/**
Opens the windows of one server, where that is for this app to do, and keeps an eye on those that are here.
*/
export const createSubject = (options: Options): Subject => {
	const {url, store, server, told, answers, hostFor, mayAct, early, failed, clock, timing} = options;
	const over = new AbortController();
	const {signal} = over;
	const bell = createBell();
	const mayBeStrange = (): boolean => answers.mayBeStrange(url);

	const attempt = (what: string, work: () => Promise<void>): void => {
		work().catch((error: unknown) => {
			if (error instanceof MaestroError) {
				told.say(`${what}: ${error.message}`);
			} else {
				failed(error);
			}
		});
	};

	const host = hostFor({
		...{url, server, report: told.say},
		toolOf(sessionId) {
			const session = store.get().sessions.get(sessionId);
			return session && noted(session, 'agentTool');
		},
		isAlone: () => told.role(url)?.others === 0,
	});
	const orders = createSpawnerOrders({
		...{store, host, server, attempt, mayBeStrange, clock, early, heldForMs: timing.heldForMs, signal},
		reconsider: bell.ring,
		role: () => (signal.aborted ? undefined : told.role(url)?.role),
	});

	const setRole = (role: Omit<SpawnerRole, 'url'>): void => {
		const changed = told.setRole({url, ...role});
		if (role.role === 'host' && changed !== undefined && changed.before?.role !== 'host') {
			orders.begin(role.others);
		}
	};

	const duty = (): Duty => {
		const role = told.role(url)?.role;
		return role === 'host' ? 'host' : role === undefined || role === 'observing' ? 'none' : 'tell';
	};

	const attend = async (): Promise<void> => {
		await host.enter();
		const parts = [
			playPart({
				...{host, mayAct, mayBeStrange, bell, timing, signal},
				answer: () => answers.opens(url),
				async countOthers() {
					const all = await server.watchers();
					return typeof all === 'number' ? Math.max(0, all - (await host.count())) : all;
				},
				set: setRole,
			}),
			host.follow({everyMs: timing.everyMs, duty, seen: told.hosted, seenTexts: told.texts, signal}),
		];
		try {
			await Promise.all(parts);
			await host.leave();
		} finally {
			over.abort();
			await Promise.allSettled(parts);
		}
	};

	return {
		...{url, host, orders, bell, over},
		turn(isOpen) {
			attempt('This app could not say that it watches the server', isOpen ? host.enter : host.leave);
			host.poke();
			bell.ring();
		},
		async isRefused() {
			try {
				await attend();
				return false;
			} catch (error) {
				if (!(error instanceof MaestroError)) {
					throw error;
				}

				const before = told.role(url)?.problem;
				setRole({role: 'none', problem: error.message});
				if (error.message !== before) {
					told.say(`Windows of this server cannot be opened from here: ${error.message}`);
				}

				return true;
			}
		},
	};
};
