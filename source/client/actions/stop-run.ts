import {MaestroError} from '../../domain/errors.js';
import type {Session} from '../../domain/session.js';
import {stopRun as stopRunEndpoint} from '../../protocol/dispatch.js';
import type {Tools} from './tools.js';

/** Ends the program that a session runs. */
export const stopRun =
	({call, store}: Tools) =>
	async ({id, name, run}: Session): Promise<void> => {
		if (run === undefined) {
			throw new MaestroError(
				'run-not-found',
				`${name || id} was not started by a dispatch, so it cannot be stopped here; stop it where it runs`,
			);
		}

		store.send({event: 'notice', data: {tone: 'busy', text: `Stopping ${name}…`}});
		const {stopped} = await call(stopRunEndpoint, {params: {id: run.taskId, mode: run.mode}});
		const text = stopped ? `Stopped ${name}` : `${name} had ended already`;
		store.send({event: 'notice', data: {tone: 'info', text}});
	};
