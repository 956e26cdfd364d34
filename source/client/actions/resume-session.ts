import type {Session} from '../../domain/session.js';
import {resumeSession as resumeSessionEndpoint} from '../../protocol/sessions.js';
import {nameOf} from '../select/names.js';
import type {Tools} from './tools.js';

/** Starts the agent of a session that has ended where its conversation left off. */
export const resumeSession =
	({call, store}: Tools) =>
	async ({id}: Session): Promise<void> => {
		const name = nameOf(store.get().sessions, id);
		store.send({event: 'notice', data: {tone: 'busy', text: `Resuming ${name}…`}});
		await call(resumeSessionEndpoint, {params: {id}});
		store.send({event: 'notice', data: {tone: 'info', text: `Resumed ${name}`}});
	};
