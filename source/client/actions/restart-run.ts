import type {Run} from '../../domain/run.js';
import {hasEnded, type Session} from '../../domain/session.js';
import {dispatchTask, stopRun} from '../../protocol/dispatch.js';
import {nameOf} from '../select/names.js';
import {bodyOf} from './order-body.js';
import type {Tools} from './tools.js';

/** Stops a run if it goes on, and gives the same order again: it begins anew, in a session of its own. */
export const restartRun =
	({call, store, preferredMultiplexer}: Tools) =>
	async (session: Session, run: Run): Promise<void> => {
		const {taskId: id, mode, agent, permission, words, extras = [], window} = run;
		const name = nameOf(store.get().sessions, session.id);
		const say = (tone: 'busy' | 'info', text: string): void => store.send({event: 'notice', data: {tone, text}});
		if (!hasEnded(session)) {
			say('busy', `Stopping ${name}…`);
			await call(stopRun, {params: {id, mode}});
		}

		say('busy', `Starting ${id} in ${mode}…`);
		const order = {taskId: id, mode, agent, permission, words, extras, makesWorkTree: false};
		const body = bodyOf({...order, multiplexer: window?.multiplexer}, await preferredMultiplexer());
		const started = await call(dispatchTask, {params: {id, mode}, body});
		store.send({event: 'row:selected', data: {list: 'sessions', id: started.session}});
		say('info', started.isReused ? `${id} runs in ${mode} already` : `Started ${started.window} again`);
	};
