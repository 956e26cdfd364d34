import {desktopMember, desktopProject, desktopSession, desktopTask} from './builders.js';
import type {DesktopDoc, DesktopEntry} from './entities.js';
import {memoOf} from './memo.js';
import {type Fact, factsOf, type Item, kindOf, madeAt, valuesIn} from './recorded-facts.js';
import {momentOf} from './recorded-moment.js';
import {type Recording, recordings} from './recordings.js';
import type {Given} from './world.js';

/**
What the server had in it when the exchange was recorded, as far as the recordings of the same server show: of each thing the last that was
seen of it before, and of what was made and not yet shown the least that there must have been. Ids are those of the recordings. What no
recording shows is in a table below.
*/
export const stateBefore = (recording: Recording): Given => {
	const others = byServer.get(recording.server) ?? [];
	const at = momentOf(recording, others);
	const known = new Map([...itemsAt(others, at)].map(([id, item]) => [id, item && cutAt(item, at)]));
	if (recording.request.method === 'GET') {
		showAgain(known, recording);
	}

	const items = [...known.values()].filter(item => item !== undefined);
	const projectId =
		items.find(({id}) => kindOf(id) === 'proj')?.id ?? unknown('proj', {recording, others, known, at})[0];
	const all = <Kind extends {readonly id: string}>(prefix: string, build: (given: object) => Kind): readonly Kind[] =>
		[
			...items.filter(({id}) => kindOf(id) === prefix),
			...unknown(prefix, {recording, others, known, at}).map(id => ({id})),
		]
			.map(item => build({...shownOf(others, item.id), ...item, ...neverShown[recording.name]?.[item.id]}))
			.sort((one, other) => madeAt(one.id) - madeAt(other.id));

	return {
		projects: all('proj', given => desktopProject({workingDir: folderOf(others), ...given})),
		tasks: all('task', given => desktopTask({...(projectId === undefined ? {} : {projectId}), ...given})),
		sessions: all('sess', given =>
			desktopSession({...(projectId === undefined ? {} : {projectId}), taskIds: [], ...given}),
		),
		teamMembers: all('tm', given => desktopMember({...(projectId === undefined ? {} : {projectId}), ...given})),
		prompts: all('sp', given => given as never),
		contents: Object.fromEntries([...contentsIn(others), ...contentsIn([recording])]),
		others: {
			teams: all('team', given => given as Item),
			'task-lists': all('task_list', given => given as Item),
			'model-profiles': all('mp', given => given as Item),
		},
	};
};

const byServer: ReadonlyMap<string, readonly Recording[]> = Map.groupBy(recordings, ({server}) => server);

/** What must have been so for the answer to be what it was. */
const neverShown: Readonly<Record<string, Readonly<Record<string, object>>>> = {
	'sessions-prompt-to-stopped': {sess_1795244424857_h8i5digfi: {status: 'stopped', completedAt: 1_795_244_427_021}},
	'serverpty-prompt-not-typed-by-server': {sess_1795244395555_9mg88ak0v: {name: 'Human console'}},
	'spawn-master-project': {
		proj_1795244419626_lbnble6hc: {name: 'Master', workingDir: '/home/user', isMaster: true, description: 'All of it'},
		proj_1795244419676_h4yg6vfa0: {name: 'Git App'},
		task_1795244419628_7wf40a79e: {projectId: 'proj_1795244419626_lbnble6hc'},
	},
};

/** Of what was first seen later, the first sight; of what is gone, nothing. */
const itemsAt = (all: readonly Recording[], at: number): ReadonlyMap<string, Item | undefined> => {
	const facts = all.flatMap(factsOf).filter(({id}) => madeAt(id) < at);
	const items = new Map<string, Item | undefined>();
	const change = (fact: Fact): void => {
		const item = fact.apply(items.get(fact.id));
		if (item !== undefined || fact.isEnd) {
			items.set(fact.id, item);
		}
	};

	for (const fact of facts.filter(one => one.at < at).sort((one, other) => one.at - other.at)) {
		change(fact);
	}

	for (const fact of facts.filter(one => one.at >= at && !one.isEnd).sort((one, other) => one.at - other.at)) {
		if (!items.has(fact.id)) {
			change(fact);
		}
	}

	return items;
};

/** Without what was added later, and what a resume had doubled. */
const cutAt = (item: Item, at: number): Item => {
	if (item.timeline === undefined) {
		return item;
	}

	const timeline = (item.timeline as readonly DesktopEntry[]).filter(({timestamp}) => timestamp < at);
	const docs = (item.docs as readonly DesktopDoc[]).filter(({addedAt}) => addedAt < at);
	const isLater = Number(item.lastActivity) >= at;
	return {
		...item,
		docs,
		timeline: isLater ? [...new Map(timeline.map(entry => [entry.id, entry])).values()] : timeline,
	};
};

/** What an answer shows is how things are, even where it shows a part. */
const showAgain = (known: Map<string, Item | undefined>, recording: Recording): void => {
	for (const value of valuesIn(recording)) {
		const {id} = value as Item;
		const before = known.get(id);
		if (before !== undefined && 'projectId' in (value as Item)) {
			known.set(id, {...before, ...(value as Item)});
		}
	}
};

type Looking = {
	readonly recording: Recording;
	readonly others: readonly Recording[];
	readonly known: ReadonlyMap<string, unknown>;
	readonly at: number;
};

/** What is named, and was never shown. */
const unknown = (prefix: string, {recording, others, known, at}: Looking): readonly string[] => {
	const named = [...idsIn([recording.request, recording.cliCalls, [...known.values()]]), ...idsInFrames(others)];
	return [...new Set(named)].filter(id => kindOf(id) === prefix && !known.has(id) && madeAt(id) < at);
};

const idsIn = (value: unknown): readonly string[] =>
	JSON.stringify(value).match(/(?<![a-z_])(?:task_list|[a-z]+)_\d{13}_[a-z0-9]+\b(?!_)/g) ?? [];

const idsInFrames = memoOf((all: readonly Recording[]) => idsIn(all.map(({frames}) => frames)));

const allValues = memoOf((all: readonly Recording[]) => all.flatMap(valuesIn) as readonly Item[]);

/** What is shown of a thing in another: of a task in a manifest, of a team member in a session. */
const shownOf = (all: readonly Recording[], id: string): object => {
	const values = allValues(all);
	if (kindOf(id) === 'task') {
		const shown = values.find(value => value.id === id && 'acceptanceCriteria' in value);
		const {title, description, priority, projectId} = shown ?? {id};
		return shown === undefined ? {} : {title, description, priority, projectId};
	}

	const snapshot = values.find(({teamMemberId}) => teamMemberId === id)?.teamMemberSnapshot;
	return kindOf(id) === 'tm' ? ((snapshot as object | undefined) ?? {}) : {};
};

/** The folder of a project that no recording shows, as its sessions were started in it. */
const folderOf = memoOf((all: readonly Recording[]): string => {
	const frames = JSON.stringify(all.map(each => each.frames));
	return /"(?:MAESTRO_PROJECT_DIR|cwd)":"([^"]*\/projects\/[^"]*)"/.exec(frames)?.[1] ?? '/home/user/projects/demo-app';
});

/** The texts of docs, which only lists of them show. */
const contentsIn = (all: readonly Recording[]): ReadonlyArray<readonly [string, string]> =>
	all.flatMap(valuesIn).flatMap(value => {
		const {id, content} = value as Item;
		return typeof content === 'string' && kindOf(String(id)) === 'doc' ? [[id, content] as const] : [];
	});
