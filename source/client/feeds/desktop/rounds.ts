import {MaestroError} from '../../../domain/errors.js';
import type {MaestroEvent} from '../../../domain/event.js';
import {type Kept, type Kind, readItems, readSessions} from '../../../protocol/desktop/items.js';
import type {OneByOne} from '../../../protocol/one-by-one.js';
import {mostMemberProjects, sayLeftOut} from '../snapshot.js';
import type {Look} from './look.js';
import type {Picture} from './picture.js';
import type {Stopwatch} from './stopwatch.js';

type Options = {
	readonly look: Look;
	readonly picture: Picture;
	readonly stopwatch: Stopwatch;
	readonly emit: (events: readonly MaestroEvent[]) => void;
	/** Is told which sessions stand for the operator. */
	readonly helpersAre: (ids: readonly string[]) => void;
};

export type Rounds = {
	/** Looks at everything once. */
	readonly look: () => Promise<void>;
	/** What there is and nobody here can read, in words. */
	readonly leftOut: () => string | undefined;
};

/** Team members are listed project by project: so many lists in one round, and the next ones in the next. */
const mostMemberLists = 4;

/**
Rounds through all lists of a desktop server. Whatever was told or not, after one the picture is as the server was when the round began, or
later; the first round brings the members of all projects, and each one after it those of some.
*/
export const createRounds = ({look, picture, stopwatch, emit, helpersAre}: Options): Rounds => {
	const lists = new Map<string, OneByOne<{readonly id: string}>>();
	let turn: number | undefined;

	const lookAt = async <K extends Kind, List extends OneByOne<Kept[K]>>(
		kind: K,
		path: string,
		read: (value: unknown) => List | undefined,
		isAmong?: (item: Kept[K], before: ReadonlySet<string>) => boolean,
	): Promise<List> => {
		const askedAt = picture.moment();
		const list = await look.again(path, value => {
			const found = read(value) ?? refuseList(path);
			return {...found, items: picture.known(kind, found.items)};
		});
		stopwatch.run(() => {
			const before = new Set(lists.get(path)?.items.map(({id}) => id));
			lists.set(path, list);
			emit(picture.answerAll(kind, list.items, askedAt, isAmong && (item => isAmong(item, before))));
		});
		return list;
	};

	const lookAtSessions = async (): Promise<void> => {
		const {helpers} = await lookAt('session', '/api/sessions?fields=full', readSessions);
		helpersAre(helpers);
	};

	const lookAtMembers = async (projectId: string): Promise<unknown> =>
		lookAt(
			'member',
			`/api/team-members?projectId=${encodeURIComponent(projectId)}`,
			value => readItems('member', value),
			// Those that are there in every project are in each of these lists.
			(member, before) => member.projectId === projectId || before.has(member.id),
		);

	/** Those whose turn it is. */
	const memberProjects = (): readonly string[] => {
		const all = picture.projectIds().slice(0, mostMemberProjects);
		if (turn === undefined || all.length <= mostMemberLists) {
			turn = 0;
			return all;
		}

		const from = turn % all.length;
		turn = from + mostMemberLists;
		return [...all, ...all].slice(from, turn);
	};

	return {
		async look() {
			await Promise.all([
				lookAt('project', '/api/projects', value => readItems('project', value)),
				lookAt('task', '/api/tasks', value => readItems('task', value)),
				lookAtSessions(),
			]);
			await Promise.all(memberProjects().map(lookAtMembers));
			// With a project its members go, and nobody lists them any more.
			const projects = new Set(picture.projectIds());
			const isLeftOver = ({projectId, scope}: Kept['member']): boolean =>
				scope !== 'global' && !projects.has(projectId);
			emit(picture.answerAll('member', [], picture.moment(), isLeftOver));
		},

		leftOut: () => sayLeftOut(Object.fromEntries([...lists].map(([path, list]) => [nameOf(path), list]))),
	};
};

const refuseList = (path: string): never => {
	throw new MaestroError('malformed', `Expected a list at ${path}, and the server answered something else`);
};

const nameOf = (path: string): string => path.replace(/^\/api\/|\?.*/g, '');
