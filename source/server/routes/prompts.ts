import {operatorId} from '../../domain/session.js';
import {listHuddles, listPrompts, listPromptsOf} from '../../protocol/prompts.js';
import {canSee} from '../inbox/admission.js';
import type {Inbox} from '../inbox.js';
import {huddlesOf, promptOf} from '../prompts.js';
import {type Caller, param, type Route, route} from '../route.js';
import type {Sessions} from '../sessions.js';

type Options = {
	readonly inbox: Pick<Inbox, 'list' | 'search'>;
	readonly sessions: Pick<Sessions, 'find' | 'get'>;
};

/** The newest that many; whoever wants more asks for messages. */
const mostPrompts = 1000;

/**
Messages, as clients of the real server ask for them (contract §5). Everyone sees what they may see of messages.
*/
export const promptRoutes = ({inbox, sessions}: Options): readonly Route[] => {
	const find = sessions.find;

	const promptsFor = async (caller: Caller) => {
		const {messages} = await inbox.search(viewer(caller), {limit: mostPrompts});
		return messages.map(message => promptOf(message, find));
	};

	return [
		route(listPromptsOf, 'self', asked => {
			const {id} = sessions.get(param(asked, 'id'));
			const who = viewer(asked.caller);
			return inbox
				.list(id, {box: 'all', limit: mostPrompts, fits: message => canSee(message, who)})
				.map(message => promptOf(message, find));
		}),
		route(listPrompts, 'anyone', async ({caller}) => promptsFor(caller)),
		route(listHuddles, 'anyone', async ({caller}) => huddlesOf(await promptsFor(caller), find)),
	];
};

const viewer = ({id, isOperator}: Caller): string => (isOperator ? operatorId : id);
