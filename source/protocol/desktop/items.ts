import {z} from 'zod';
import type {Project} from '../../domain/project.js';
import type {Session} from '../../domain/session.js';
import type {Task} from '../../domain/task.js';
import type {TeamMember} from '../../domain/team-member.js';
import {cleanText} from '../../domain/text.js';
import {readEach} from '../one-by-one.js';
import {project} from '../projects.js';
import {parseJson} from '../read.js';
import {session} from '../sessions.js';
import {task} from '../tasks.js';
import {teamMember} from '../team-members.js';
import {isHelper} from './operator.js';
import {withoutBulk} from './sessions.js';

/** What a desktop server keeps, and lists, and tells of when it changes. */
export type Kept = {
	readonly project: Project;
	readonly task: Task;
	readonly session: Session;
	readonly member: TeamMember;
};

export type Kind = keyof Kept;

export const readers = {
	project,
	task,
	session: z.unknown().transform(withoutBulk).pipe(session),
	member: teamMember,
} as const satisfies {readonly [K in Kind]: z.ZodType<Kept[K]>};

const list = z.array(z.unknown());

/** What a list of that server holds; one that cannot be read is left out, and named. Nothing where it is no list. */
export const readItems = <K extends Kind>(kind: K, value: unknown) => {
	const {data} = list.safeParse(value);
	// The cast: the compiler does not see that the reader of a kind reads things of that kind.
	return data && readEach(readers[kind] as unknown as z.ZodType<Kept[K]>, data);
};

/** One thing; nothing where it cannot be read, or is none that is shown. */
export const readItem = <K extends Kind>(kind: K, value: unknown): Kept[K] | undefined =>
	// The cast: as above.
	isHelper(value) ? undefined : (readers[kind].safeParse(value).data as Kept[K] | undefined);

/** A list of sessions, without those that stand for the operator: of these the ids. */
export const readSessions = (value: unknown) => {
	const {all = [], helpers = []} = Object.groupBy(list.safeParse(value).data ?? [], item =>
		isHelper(item) ? 'helpers' : 'all',
	);
	const sessions = readItems('session', Array.isArray(value) ? all : undefined);
	return (
		sessions && {...sessions, helpers: helpers.flatMap(helper => readers.session.safeParse(helper).data?.id ?? [])}
	);
};

/** What a text of that server says in JSON, with every text in it safe to keep and to draw; `undefined` where it is none. */
export const parseSafely = (text: string): unknown => {
	const value = parseJson(text);
	return unsafe.test(text) ? clean(value) : value;
};

// In JSON a control character is always written as an escape. Few texts have one, and to look for it takes a tenth of what cleaning takes.
const unsafe = /\\[bfru]|[\u007F-\u009F\u202A-\u202E\u2066-\u2069]/;

const clean = (value: unknown): unknown => {
	if (typeof value === 'string') {
		return cleanText(value);
	}

	if (Array.isArray(value)) {
		return value.map(clean);
	}

	return typeof value === 'object' && value !== null
		? Object.fromEntries(Object.entries(value).map(([name, member]) => [name, clean(member)]))
		: value;
};
