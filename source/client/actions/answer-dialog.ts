import {badgeOf, needsPerson} from '../../domain/badge.js';
import type {Session} from '../../domain/session.js';
import {getSession} from '../../protocol/sessions.js';
import {nameOf} from '../select/names.js';
import {jumpToPane} from './jump-to-pane.js';
import type {Tools} from './tools.js';

/** Goes to the window of a session that asks for something there, unless it asks no more. */
export const answerDialog = (tools: Tools) => {
	const jump = jumpToPane(tools);

	return async ({id}: Session): Promise<void> => {
		const session = await tools.call(getSession, {params: {id}});
		if (needsPerson(session)) {
			await jump(session);
			return;
		}

		const name = nameOf(tools.store.get().sessions, id);
		const text = `${name} needs no answer any more (${badgeOf(session)})`;
		tools.store.send({event: 'notice', data: {tone: 'info', text}});
	};
};
