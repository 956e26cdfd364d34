import type {MaestroEvent} from '../../../domain/event.js';
import type {Told} from '../../../protocol/desktop/frames.js';
import type {Kept, Kind} from '../../../protocol/desktop/items.js';
import type {Snapshot} from '../../event.js';
import {type Change, createMirror, type Mirror} from './mirror.js';

/** What can be told of things; what it does not know it has no part in. */
type ToldOfThings = Extract<Told, {readonly says: 'is' | 'gone' | 'status'}>;

/** Dates of members are text there; what cannot be read is taken for older than everything. */
const dateOf = (value: unknown): number => (typeof value === 'string' ? Date.parse(value) || 0 : 0);

/**
All that is known of a desktop server's projects, tasks, sessions and team members. Whatever it is told or answered, it says in events what
is different since.
*/
export const createPicture = () => {
	const mirrors: {readonly [K in Kind]: Mirror<Kept[K]>} = {
		project: createMirror(({updatedAt}) => updatedAt),
		task: createMirror(({updatedAt}) => updatedAt),
		session: createMirror(({lastActivity}) => lastActivity),
		member: createMirror(member => dateOf('updatedAt' in member ? member.updatedAt : undefined)),
	};
	let last = 0;

	/** A moment later than all before it. Clocks may stand still, or be set back. */
	const moment = (): number => {
		last += 1;
		return last;
	};

	const changesOf = (told: ToldOfThings): readonly MaestroEvent[] => {
		switch (told.says) {
			case 'is': {
				return is(told.kind, told.item);
			}

			case 'gone': {
				return eventsOf(told.kind, [mirrors[told.kind].tellGone(told.id, moment())]);
			}

			case 'status': {
				const {id, status, lastActivity, needsInput} = told;
				const session = mirrors.session.get(id);
				const wants = needsInput === undefined ? {} : {needsInput};
				return session === undefined ? [] : is('session', {...session, status, lastActivity, ...wants});
			}
		}
	};

	const is = <K extends Kind>(kind: K, item: Kept[K]): readonly MaestroEvent[] =>
		eventsOf(kind, [mirrors[kind].tell(item, moment())]);

	return {
		moment,

		tell: changesOf,

		/** The things that are known already, as far as these say the same. */
		known: <K extends Kind>(kind: K, items: ReadonlyArray<Kept[K]>): ReadonlyArray<Kept[K]> =>
			items.map(mirrors[kind].known),

		/** One thing was asked for at that moment; nothing where the server has none. */
		answer: <K extends Kind>(
			kind: K,
			id: string,
			item: Kept[K] | undefined,
			askedAt: number,
		): readonly MaestroEvent[] => eventsOf(kind, [mirrors[kind].answer(id, item, askedAt)]),

		/** All things of a kind were asked for at that moment, or all that `isAmong` says yes to. */
		answerAll: <K extends Kind>(
			kind: K,
			items: ReadonlyArray<Kept[K]>,
			askedAt: number,
			isAmong?: (item: Kept[K]) => boolean,
		): readonly MaestroEvent[] => eventsOf(kind, mirrors[kind].answerAll(items, askedAt, isAmong)),

		projectIds: (): readonly string[] => mirrors.project.items().map(({id}) => id),

		snapshot: (): Pick<Snapshot, 'projects' | 'tasks' | 'sessions' | 'members'> => ({
			projects: mirrors.project.items(),
			tasks: mirrors.task.items(),
			sessions: mirrors.session.items(),
			members: mirrors.member.items(),
		}),
	};
};

export type Picture = ReturnType<typeof createPicture>;

const names = {project: 'project', task: 'task', session: 'session', member: 'team_member'} as const;

const eventsOf = <K extends Kind>(
	kind: K,
	changes: ReadonlyArray<Change<Kept[K]> | undefined>,
): readonly MaestroEvent[] =>
	changes
		.filter(change => change !== undefined)
		.map(
			change =>
				// The cast: a name that is put together is no literal, and what is said of a kind is of that kind.
				({
					event: `${names[kind]}:${change.became}`,
					data: change.became === 'deleted' ? {id: change.id} : change.item,
				}) as MaestroEvent,
		);
