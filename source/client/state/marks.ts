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
type Knows = (after: Known, before: Known) => (id: string) => boolean;

/** Whether a row is still there; whether a filter hides it does not matter. */
const knows: Readonly<Partial<Record<ListId, Knows>>> = {
	sessions: (after, before) => id => {
		const [now, then] = [after.sessions.get(id), before.sessions.get(id)];
		return now !== undefined && (!isArchived(now) || (then !== undefined && isArchived(then)));
	},
	tasks:
		({tasks}) =>
		id =>
			tasks.has(id),
	projects:
		({projects}) =>
		id =>
			projects.has(id),
	inbox({holds, drafts, messages, fetched}) {
		const all = [...messages.values(), ...(fetched.overheard?.messages.values() ?? [])];
		const threads = new Set(all.map(threadOf));
		return id => holds.has(id) || threads.has(id) || (id.startsWith('draft:') && drafts.has(id.slice('draft:'.length)));
	},
};

/** What the rows of each list are made of. */
const madeOf: Readonly<Partial<Record<ListId, ReadonlyArray<keyof Known>>>> = {
	sessions: ['sessions'],
	tasks: ['tasks'],
	projects: ['projects'],
	inbox: ['messages', 'holds', 'drafts', 'fetched'],
};

/** The marks of a state without those of rows that have gone, or had before they were marked again. */
export const keepMarks = (after: State, before: State): Marks => {
	const {marks} = after.screen;
	// The cast: its members are the lists that have marks.
	const lists = Object.keys(marks) as readonly ListId[];
	return lists
		.filter(
			list =>
				marks[list] !== before.screen.marks[list] || madeOf[list]?.some(name => after[name] !== before[name]) === true,
		)
		.reduce<Marks>((kept, list) => {
			const isKnown = knows[list]?.(after, before);
			return isKnown === undefined ? kept : withSet(kept, list, new Set([...(marks[list] ?? [])].filter(isKnown)));
		}, marks);
};
