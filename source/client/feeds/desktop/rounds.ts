import {MaestroError} from '../../../domain/errors.js';
import type {MaestroEvent} from '../../../domain/event.js';
import {type Kept, type Kind, readItems, readSessions} from '../../../protocol/desktop/items.js';
import type {OneByOne} from '../../../protocol/one-by-one.js';
import {sayLeftOut} from '../snapshot.js';
import type {Look} from './look.js';
import type {Picture} from './picture.js';
import {createPieces} from './pieces.js';
import type {Stopwatch} from './stopwatch.js';

type Options = {
	readonly look: Look;
	readonly picture: Picture;
	readonly stopwatch: Stopwatch;
	readonly emit: (events: readonly MaestroEvent[]) => void;
	/** Is told which sessions stand for the operator, and which others there are. */
	readonly helpersAre: (ids: readonly string[], others: readonly string[]) => void;
};

export type Rounds = {
	/** Looks at everything once. */
	readonly look: () => Promise<void>;
	/** What there is and nobody here can read, in words. */
	readonly leftOut: () => string | undefined;
};

/** Team members are listed project by project, and of so many projects. */
const mostMemberProjects = 30;

/** So many lists in one round, and the next ones in the next. */
const mostMemberLists = 4;

/**
Rounds through all lists of a desktop server. Whatever was told or not, after one the picture is as the server was when the round began, or
later; the first round brings the members of all projects, and each one after it those of some.
*/
export const createRounds = ({look, picture, stopwatch, emit, helpersAre}: Options): Rounds => {
	const lists = new Map<string, OneByOne<{readonly id: string}>>();
	const readers = new Map<string, Reader<Kind>>();
	let turn: number | undefined;

	/** Of the list at a path; it stays with it, as it goes by what it has read before. */
	const readerOf = <K extends Kind>(kind: K, path: string) => {
		const reader =
			readers.get(path) ??
			createPieces<List<K>>({
				read(value) {
					const found = readList(kind, value);
					return found && {...found, items: picture.known(kind, found.items)};
				},
				join,
			});
		readers.set(path, reader);
		// The cast: what is at one path is of one kind.
		return reader as Reader<K>;
	};

	const lookAt = async <K extends Kind>(
		kind: K,
		path: string,
		isAmong?: (item: Kept[K], before: ReadonlySet<string>) => boolean,
	): Promise<List<K>> => {
		const askedAt = picture.moment();
		const read = readerOf(kind, path);
		const list = await look.again(path, text => read(text) ?? refuseList(path));
		stopwatch.run(() => {
			const before = new Set(lists.get(path)?.items.map(({id}) => id));
			lists.set(path, list);
			emit(picture.answerAll(kind, list.items, askedAt, isAmong && (item => isAmong(item, before))));
		});
		return list;
	};

	const lookAtSessions = async (): Promise<void> => {
		const {helpers = [], items} = await lookAt('session', '/api/sessions?fields=full');
		helpersAre(
			helpers,
			items.map(({id}) => id),
		);
	};

	const lookAtMembers = async (projectId: string): Promise<unknown> =>
		lookAt(
			'member',
			`/api/team-members?projectId=${encodeURIComponent(projectId)}`,
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
			await Promise.all([lookAt('project', '/api/projects'), lookAt('task', '/api/tasks'), lookAtSessions()]);
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

type List<K extends Kind> = OneByOne<Kept[K]> & {
	/** Sessions that stand for the operator. */
	readonly helpers?: readonly string[];
};

type Reader<K extends Kind> = (text: string) => List<K> | undefined;

const readList = <K extends Kind>(kind: K, value: unknown): List<K> | undefined =>
	// The cast: the compiler does not see that those are of this kind.
	(kind === 'session' ? readSessions(value) : readItems(kind, value)) as List<K> | undefined;

const join = <K extends Kind>(parts: ReadonlyArray<List<K>>): List<K> => ({
	items: parts.flatMap(({items}) => items),
	leftOut: parts.flatMap(({leftOut}) => leftOut),
	helpers: parts.flatMap(({helpers = []}) => helpers),
});

const refuseList = (path: string): never => {
	throw new MaestroError('malformed', `Expected a list at ${path}, and the server answered something else`);
};

const nameOf = (path: string): string => path.replace(/^\/api\/|\?.*/g, '');
