import {badgeOf, needsPerson} from '../../domain/badge.js';
import type {Session} from '../../domain/session.js';
import {getSession} from '../../protocol/sessions.js';
import {nameOf} from '../select/names.js';
import {jumpToPane} from './jump-to-pane.js';
import type {Tools} from './tools.js';

/** Goes to the window of a session that asks for something there, unless it asks no more. */
export const answerDialog = (tools: Tools) => {
	const {call, store} = tools;
	const jump = jumpToPane(tools);

	return async ({id}: Session): Promise<void> => {
		const session = await call(getSession, {params: {id}});
		if (needsPerson(session)) {
			// Of a server that has windows opened by others, only the picture here knows whose window is here.
			await jump({...session, run: session.run ?? store.get().sessions.get(id)?.run});
			return;
		}

		const name = nameOf(store.get().sessions, id);
		const text = `${name} needs no answer any more (${badgeOf(session)})`;
		store.send({event: 'notice', data: {tone: 'info', text}});
	};
};
