import {MaestroError} from '../../domain/errors.js';
import {hasEnded, type Session} from '../../domain/session.js';
import {dispatchTask} from '../../protocol/dispatch.js';
import {nameOf} from '../select/names.js';
import {orderAgain} from '../select/run-orders.js';
import {bodyOf} from './order-body.js';
import {selectNew} from './select-new.js';
import {type Chosen, doEach, unmarkRuns} from './several.js';
import {stopOne} from './stop-one.js';
import type {Tools} from './tools.js';

/** Stops runs that go on, and gives the same orders again: each begins anew, in a session of its own. */
export const restartRun =
	(tools: Tools) =>
	async (chosen: Chosen<Session>): Promise<void> => {
		const {call, store, preferredMultiplexer} = tools;
		const say = (text: string): void => store.send({event: 'notice', data: {tone: 'busy', text}});
		const name = (id: string) => nameOf(store.get().sessions, id);
		const select = selectNew(store, 'sessions');
		const stop = stopOne(tools);
		let told = '';

		await doEach(tools, chosen, {
			unmark: unmarkRuns,
			async each(session) {
				const again = orderAgain(session, store.get());
				if (again === undefined) {
					throw new MaestroError('run-not-found', `${name(session.id)} was not started by a dispatch from here`);
				}

				const {taskId: id, mode, agent, permission, words, extras = []} = again;
				if (!hasEnded(session)) {
					say(`Stopping ${name(session.id)}…`);
					await stop(session);
				}

				say(`Starting ${id} in ${mode}…`);
				const order = {taskId: id, mode, agent, permission, words, extras, makesWorkTree: false};
				const body = bodyOf({...order, multiplexer: session.run?.window?.multiplexer}, await preferredMultiplexer());
				const started = await call(dispatchTask, {params: {id, mode}, body});
				told = started.isReused ? `${id} runs in ${mode} already` : `Started ${started.window} again`;
				if (chosen.items.length === 1) {
					store.send(...select(started.session));
				}

				return undefined;
			},
			one: () => told,
			several: 'started again',
			nameOf: name,
		});
	};
