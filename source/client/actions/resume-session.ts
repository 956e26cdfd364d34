import type {Session} from '../../domain/session.js';
import {resumeSession as resumeSessionEndpoint} from '../../protocol/session-agents.js';
import {nameOf, receiverNames} from '../select/names.js';
import {type Chosen, doEach, unmarkRuns} from './several.js';
import type {Tools} from './tools.js';

/** Starts the agents of sessions that have ended where their conversations left off. */
export const resumeSession =
	(tools: Tools) =>
	async (chosen: Chosen<Session>): Promise<void> => {
		const {call, store} = tools;
		const name = (id: string) => nameOf(store.get().sessions, id);
		await doEach(tools, chosen, {
			unmark: unmarkRuns,
			busy: `Resuming ${receiverNames(
				store.get(),
				chosen.items.map(({id}) => id),
			)}…`,
			async each({id}) {
				await call(resumeSessionEndpoint, {params: {id}});
				return undefined;
			},
			one: ({id}) => `Resumed ${name(id)}`,
			several: 'resumed',
			nameOf: name,
		});
	};
