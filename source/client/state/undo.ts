import type {Project} from '../../domain/project.js';
import type {Session} from '../../domain/session.js';
import type {Task} from '../../domain/task.js';
import type {TeamMember} from '../../domain/team-member.js';
import type {ClientEvent} from '../event.js';

type Change<Item> = {
	readonly id: string;
	/** What it is to be again. */
	readonly was: Partial<Item>;
	/** What it was made; where it is something else by now, somebody changed it since, and it is left alone. */
	readonly is: Partial<Item>;
};

export type TaskChange = Change<Pick<Task, 'title' | 'description' | 'status' | 'priority'>>;
type SessionChange = Change<Pick<Session, 'name' | 'archivedAt' | 'humanCompletedAt'>>;
type ProjectChange = Change<Pick<Project, 'name'>>;
export type MemberChange = Change<Pick<TeamMember, 'name' | 'role' | 'identity' | 'status'>>;

/** One thing that can be taken back, as data. */
export type UndoStep =
	| ({readonly kind: 'task'} & TaskChange)
	| ({readonly kind: 'session'} & SessionChange)
	| ({readonly kind: 'project'} & ProjectChange)
	| ({readonly kind: 'member'} & MemberChange)
	/** Stops that are not asked for yet. */
	| {readonly kind: 'stop'; readonly key: string}
	/** What changed the screen alone. */
	| {readonly kind: 'screen'; readonly events: readonly ClientEvent[]};

export type Undo = {
	/** What was done, as the operator was told. */
	readonly what: string;
	readonly steps: readonly UndoStep[];
};

/** What can be taken back, the newest last. */
export type Undos = readonly Undo[];

const mostUndos = 20;

export const updateUndos = (undos: Undos, event: ClientEvent): Undos => {
	switch (event.event) {
		case 'undo:offered': {
			return [...undos, event.data].slice(-mostUndos);
		}

		case 'undo:taken': {
			return undos.filter(undo => undo !== event.data);
		}

		case 'screen:restored': {
			return event.data.undos ?? undos;
		}

		default: {
			return undos;
		}
	}
};
