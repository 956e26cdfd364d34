import {MaestroError} from '../../../domain/errors.js';
import type {OpenOrder, WindowOrder} from '../../../domain/window-order.js';
import {nameOf} from '../../select/names.js';
import type {SpawnerRole} from '../../state/spawner.js';
import type {Store} from '../../store.js';
import {createBell} from './bell.js';
import type {SpawnerServer} from './spawner-server.js';
import type {WindowHost} from './window-host.js';

/** An order is carried out as long as it is so new; later it is for a person to say so. */
const freshMs = 60_000;

/** An order that came before it was this app's to carry it out. */
export type Held = {readonly order: OpenOrder; readonly at: number};

type Options = {
	readonly store: Pick<Store, 'get' | 'send'>;
	readonly host: Pick<WindowHost, 'open' | 'close' | 'prompt' | 'poke' | 'isTrusted'>;
	readonly server: Pick<SpawnerServer, 'statusOf'>;
	readonly role: () => SpawnerRole['role'] | undefined;
	/** The operator has said that its windows are opened from here though it may be somebody else's. */
	readonly mayBeStrange: () => boolean;
	/** Whether it is still this app's to open them is to be found out now. */
	readonly reconsider: () => void;
	/** Does something that may be refused, which the operator is told. */
	readonly attempt: (what: string, work: () => Promise<void>) => void;
	readonly clock: () => number;
	/** How long another program has to open a window that nobody here could open yet. */
	readonly heldForMs: number;
	/** What came before there was anybody to take it. */
	readonly early: readonly Held[];
	readonly signal: AbortSignal;
};

export type SpawnerOrders = {
	readonly take: (order: WindowOrder) => void;
	/** From now on they are this app's to carry out. `others` is how many other programs may have done so. */
	readonly begin: (others: number | undefined) => void;
};

/**
Carries out what a server orders, where that is this app's to do, and keeps for a moment what may become so.
*/
export const createSpawnerOrders = (options: Options): SpawnerOrders => {
	const {store, host, server, role, mayBeStrange, reconsider, attempt, clock, heldForMs, signal} = options;
	let held = options.early;

	const say = (text: string, tone: 'info' | 'error'): void => store.send({event: 'notice', data: {tone, text}});
	const named = (sessionId: string): string => nameOf(store.get().sessions, sessionId);

	const hold = (order: OpenOrder): void => {
		held = [...held.filter(({at}) => clock() - at < freshMs), {order, at: clock()}];
	};

	/** Since it was asked last who listens there, somebody else may: then the operator is asked. */
	const isObeyed = async (): Promise<boolean> => {
		const isIt = mayBeStrange() || (await host.isTrusted());
		if (!isIt) {
			reconsider();
		}

		return isIt;
	};

	const refuseStrangers = async (): Promise<void> => {
		if (!(await isObeyed())) {
			throw new MaestroError('not-allowed', 'the server at this address may be another user’s by now');
		}
	};

	const open = (order: OpenOrder): void =>
		attempt(`The window of ${order.name} was not opened`, async () => {
			if (await isObeyed()) {
				await host.open(order);
				host.poke();
			} else {
				hold(order);
			}
		});

	/** Unless somebody else has begun it, or may have it in hand. */
	const openHeld = ({order, at}: Held, others: number | undefined): void =>
		attempt(`The window of ${order.name} was not opened`, async () => {
			const age = Math.abs(clock() - at);
			if (others !== 0 && age < heldForMs) {
				await createBell().wait(heldForMs - age, signal);
			}

			if (role() === 'host' && age < freshMs && (await server.statusOf(order.sessionId)) === 'spawning') {
				open(order);
			}
		});

	const close = (sessionId: string): void => {
		const name = named(sessionId);
		attempt(`The window of ${name}, which was deleted, was not closed`, async () => {
			await refuseStrangers();
			if (await host.close(sessionId)) {
				say(`Closed the window of ${name}, which was deleted`, 'info');
			}

			host.poke();
		});
	};

	return {
		take(order) {
			const part = role();
			switch (order.kind) {
				case 'spawn':
				case 'resume': {
					if (part === 'host') {
						open(order);
					} else if (part !== 'observing') {
						hold(order);
					}

					break;
				}

				case 'prompt': {
					if (part === 'host') {
						attempt(`A text for ${named(order.sessionId)} was not written into its window`, async () => {
							await refuseStrangers();
							await host.prompt(order);
						});
					}

					break;
				}

				// What was opened from here before the operator left it to others is closed from here.
				case 'deleted': {
					if (part === 'host' || part === 'none') {
						close(order.sessionId);
					}

					break;
				}

				case 'unreadable': {
					if (part === 'host') {
						say(`An order of the server was not carried out, as it cannot be: ${order.why}`, 'error');
					}
				}
			}
		},

		begin(others) {
			const now = held;
			held = [];
			for (const one of now) {
				openHeld(one, others);
			}
		},
	};
};
