import type {Session} from '../../domain/session.js';
import {updateSession} from '../../protocol/sessions.js';
import {nameOf} from '../select/names.js';
import {type Chosen, doEach, unmarkIn} from './several.js';
import type {Tools} from './tools.js';

/** Puts sessions away, or brings them back; it can be taken back. */
export const archiveSessions =
	(tools: Tools) =>
	async (chosen: Chosen<Session>, {isBack}: {readonly isBack: boolean}): Promise<void> => {
		const {call, store, clock} = tools;
		const archivedAt = isBack ? null : clock();
		const name = (id: string) => nameOf(store.get().sessions, id);
		await doEach(tools, chosen, {
			unmark: unmarkIn('sessions'),
			async each({id, archivedAt: was = null}) {
				await call(updateSession, {params: {id}, body: {archivedAt}});
				return {kind: 'session', id, was: {archivedAt: was}, is: {archivedAt}};
			},
			one: ({id}) => (isBack ? `Brought ${name(id)} back` : `Archived ${name(id)}`),
			several: isBack ? 'brought back' : 'archived',
			nameOf: name,
		});
	};
