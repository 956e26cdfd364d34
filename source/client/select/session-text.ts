import {hasEnded, isArchived, isDone} from '../../domain/session.js';
import type {Filterable} from '../filter.js';
import type {SessionRow} from './sessions.js';

/** What a session is found by. */
export const sessionText = (
	{badge, project, name, about, mode, isHeadless, outcome, id, session, since, unread}: SessionRow,
	host = '',
): Filterable => ({
	status: badge,
	project,
	mode: `${mode}${isHeadless ? ' headless' : ''}`,
	task: [...new Set([...session.taskIds, ...(session.run === undefined ? [] : [session.run.taskId])])].join(' '),
	agent: session.run?.agent ?? '',
	host,
	age: since,
	unread: unread > 0 ? 'yes' : 'no',
	text: `${name} ${about} ${mode} ${isHeadless ? 'headless' : ''} ${project} ${badge} ${outcome} ${id}`,
});

/** What `is:` asks for of a session. */
export const sessionFlags = ({session, isHeadless, unread}: SessionRow): string =>
	[
		hasEnded(session) ? 'ended' : 'live',
		isHeadless ? 'headless' : 'window',
		...(unread > 0 ? ['unread'] : []),
		...(isDone(session) ? ['done'] : []),
		...(isArchived(session) ? ['archived'] : []),
	].join(' ');
