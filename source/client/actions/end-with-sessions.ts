import type {Session} from '../../domain/session.js';
import {deleteSession, updateSession} from '../../protocol/sessions.js';
import {nameOf} from '../select/names.js';
import {type Chosen, doEach, unmarkIn} from './several.js';
import type {Tools} from './tools.js';
import {unlessGone} from './unless-gone.js';

/** Says of sessions that the operator is done with them, or is not after all; it can be taken back. */
export const finishSessions =
	(tools: Tools) =>
	async (chosen: Chosen<Session>, {isBack}: {readonly isBack: boolean}): Promise<void> => {
		const {call, store, clock} = tools;
		const humanCompletedAt = isBack ? null : clock();
		const name = (id: string) => nameOf(store.get().sessions, id);
		await doEach(tools, chosen, {
			unmark: unmarkIn('sessions'),
			async each({id, humanCompletedAt: was = null}) {
				await call(updateSession, {params: {id}, body: {humanCompletedAt}});
				return {kind: 'session', id, was: {humanCompletedAt: was}, is: {humanCompletedAt}};
			},
			one: ({id}) => (isBack ? `${name(id)} is not done after all` : `${name(id)} is done`),
			several: isBack ? 'not done after all' : 'done',
			nameOf: name,
		});
	};

/** Deletes sessions with all that their server keeps of them. One that is gone already is well. */
export const deleteSessions =
	(tools: Tools) =>
	async (chosen: Chosen<Session>): Promise<void> => {
		const names = new Map(chosen.items.map(({id}) => [id, nameOf(tools.store.get().sessions, id)]));
		await doEach(tools, chosen, {
			unmark: unmarkIn('sessions'),
			async each({id}) {
				await unlessGone('session-not-found', async () =>
					unlessGone('not-found', async () => tools.call(deleteSession, {params: {id}})),
				);
				return undefined;
			},
			one: ({id}) => `Deleted ${names.get(id) ?? id}`,
			several: 'deleted',
			nameOf: id => names.get(id) ?? id,
		});
	};
