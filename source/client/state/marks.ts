import {threadOf} from '../../domain/message.js';
import {isArchived} from '../../domain/session.js';
import type {ClientEvent} from '../event.js';
import type {State} from './index.js';
import type {ListId} from './screen.js';

/** The rows of each list that the operator has marked, to act on all of them at once. */
export type Marks = Readonly<Partial<Record<ListId, ReadonlySet<string>>>>;

export const noMarks: Marks = {};

export const updateMarks = (marks: Marks, event: ClientEvent): Marks => {
	switch (event.event) {
		case 'rows:marked': {
			const {list, ids} = event.data;
			return {...marks, [list]: new Set([...(marks[list] ?? []), ...ids])};
		}

		case 'rows:unmarked': {
			const {list, ids} = event.data;
			const gone = new Set(ids);
			return withSet(marks, list, new Set([...(marks[list] ?? [])].filter(id => !gone.has(id))));
		}

		default: {
			return marks;
		}
	}
};

const withSet = (marks: Marks, list: ListId, ids: ReadonlySet<string>): Marks => {
	const {[list]: before, ...others} = marks;
	return ids.size === before?.size ? marks : ids.size === 0 ? others : {...marks, [list]: ids};
};

type Known = Pick<State, 'sessions' | 'tasks' | 'projects' | 'messages' | 'holds' | 'drafts' | 'fetched'>;
type Knows = (id: string, after: Known, before: Known) => boolean;

/** Whether a row is still there; whether a filter hides it does not matter. */
const knows: Readonly<Partial<Record<ListId, Knows>>> = {
	sessions(id, after, before) {
		const [now, then] = [after.sessions.get(id), before.sessions.get(id)];
		return now !== undefined && (!isArchived(now) || (then !== undefined && isArchived(then)));
	},
	tasks: (id, {tasks}) => tasks.has(id),
	projects: (id, {projects}) => projects.has(id),
	inbox: (id, {holds, drafts, messages, fetched}) =>
		holds.has(id) ||
		(id.startsWith('draft:') && drafts.has(id.slice('draft:'.length))) ||
		[messages, fetched.overheard?.messages].some(all =>
			[...(all?.values() ?? [])].some(message => threadOf(message) === id),
		),
};

const collections = ['sessions', 'tasks', 'projects', 'messages', 'holds', 'drafts', 'fetched'] as const;

/** The marks without those of rows that have gone. */
export const keepMarks = (marks: Marks, after: Known, before: Known): Marks => {
	const lists = Object.keys(marks) as readonly ListId[];
	if (lists.length === 0 || collections.every(name => after[name] === before[name])) {
		return marks;
	}

	return lists.reduce<Marks>(
		(kept, list) =>
			withSet(kept, list, new Set([...(marks[list] ?? [])].filter(id => knows[list]?.(id, after, before) ?? true))),
		marks,
	);
};
