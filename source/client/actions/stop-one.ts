import {MaestroError} from '../../domain/errors.js';
import type {Session} from '../../domain/session.js';
import {stopRun} from '../../protocol/dispatch.js';
import {updateSession} from '../../protocol/sessions.js';
import {wayToStop} from '../select/run-orders.js';
import type {Tools} from './tools.js';
import {windowOf} from './window-of.js';

/** A program that has not ended by itself after so long is killed. */
const graceMs = 5000;

/** How it was stopped; `word` where its server was told and nobody can reach what runs. */
type Stopped = 'stopped' | 'already' | 'word';

/**
Ends what a session runs: by its server, or in the window that is here. Of what was started elsewhere for a server that runs nothing itself no more can be done than say
that it is stopped.
*/
export const stopOne =
	({call, store, multiplexerFor}: Pick<Tools, 'call' | 'store' | 'multiplexerFor'>) =>
	async (session: Session): Promise<Stopped> => {
		const {id, name, run} = session;
		switch (wayToStop(session, store.get())) {
			case 'server': {
				const {stopped} = await call(stopRun, {params: {id: run?.taskId ?? '', mode: run?.mode ?? ''}});
				return stopped ? 'stopped' : 'already';
			}

			case 'window': {
				const {multiplexer, reference} = windowOf(session, multiplexerFor);
				await multiplexer.stop(reference, {graceMs});
				return 'stopped';
			}

			case 'word': {
				await call(updateSession, {params: {id}, body: {status: 'stopped'}});
				return 'word';
			}

			case undefined: {
				throw new MaestroError(
					'run-not-found',
					`${name || id} was not started by a dispatch, so it cannot be stopped here; stop it where it runs`,
				);
			}
		}
	};
