import {memoOf} from './memo.js';
import type {Recording} from './recordings.js';

export type Item = {readonly id: string; readonly [member: string]: unknown};

/** Something that a recording says of a thing. */
export type Fact = {
	readonly id: string;
	/** When the thing became so. */
	readonly at: number;
	/** Whether it is gone after that. */
	readonly isEnd: boolean;
	/** The thing, or what is known of it so far, as it is after that. */
	readonly apply: (before: Item | undefined) => Item | undefined;
};

type Told = {readonly event: string; readonly data: Item; readonly timestamp: number};

/** `task_list` of `task_list_1795244291094_1rq6khsjv`. */
export const kindOf = (id: string): string => /^(task_list|[a-z]+)_/.exec(id)?.[1] ?? '';

/** Ids say when they were made. Those that a server comes with were there from the beginning. */
export const madeAt = (id: string): number => Number(/_(\d{13})_[a-z0-9]+$/.exec(id)?.[1] ?? 0);

export const toldIn = ({frames}: Recording): readonly Told[] =>
	frames.flatMap(({frame}) => frame as Told | readonly Told[]).filter(({event}) => event !== undefined);

/** Everything that a recording says of things. */
export const factsOf = memoOf((recording: Recording): readonly Fact[] => [
	...shownIn(recording).map(({item, at}): Fact => ({id: item.id, at, isEnd: false, apply: () => item})),
	...toldIn(recording).flatMap(partsTold),
]);

/** What a kind has that a part of it has not. */
const whole: Readonly<Record<string, string>> = {
	...{proj: 'workingDir', task: 'sessionIds', sess: 'timeline', tm: 'isDefault', sp: 'toSessionId'},
	...{team: 'memberIds', task_list: 'orderedTaskIds', mp: 'launchConfig'},
};

/** Things that are whole in an answer or a frame. */
const shownIn = (recording: Recording): ReadonlyArray<{readonly item: Item; readonly at: number}> =>
	valuesIn(recording).flatMap(value => {
		const item = value as Item;
		const member = typeof item?.id === 'string' ? whole[kindOf(item.id)] : undefined;
		const isWhole = member !== undefined && item[member] !== undefined && item.acceptanceCriteria === undefined;
		return isWhole ? [{item, at: changedAt(item)}] : [];
	});

/** Everything in a recording that may be a thing. */
export const valuesIn = memoOf((recording: Recording): readonly unknown[] => {
	const inside = (value: unknown): readonly unknown[] => {
		const {data, session, prompts, manifest} = (value ?? {}) as Readonly<Record<string, unknown>>;
		const {tasks} = (manifest ?? {}) as Readonly<Record<string, unknown>>;
		return [value, data, session, prompts, tasks].flat();
	};
	return [
		...[recording.response.body].flat().flatMap(inside),
		...toldIn(recording).flatMap(({data}) => inside(data)),
	].filter(value => typeof value === 'object' && value !== null);
});

const changedAt = ({lastActivity, updatedAt, timestamp}: Item): number =>
	Number(typeof updatedAt === 'string' ? Date.parse(updatedAt) : (lastActivity ?? updatedAt ?? timestamp ?? 0));

/** What an event says of a part of a thing, which nothing else shows at once. */
const partsTold = ({event, data, timestamp: at}: Told): readonly Fact[] => {
	const {id, sessionId, taskId} = data as Readonly<Record<string, string>>;
	const part = (of: string | undefined, change: (item: Item) => object): readonly Fact[] =>
		of === undefined ? [] : [{id: of, at, isEnd: false, apply: item => item && {...item, ...change(item)}}];

	switch (event) {
		case 'session:status_changed': {
			return part(id, () => data);
		}

		case 'session:mode_changed': {
			return part(sessionId, ({metadata}) => ({metadata: {...(metadata as object), mode: data.mode}}));
		}

		case 'session:task_added': {
			return part(sessionId, ({taskIds}) => ({taskIds: withOne(taskIds, taskId)}));
		}

		case 'task:session_added': {
			return part(taskId, ({sessionIds}) => ({sessionIds: withOne(sessionIds, sessionId)}));
		}

		case 'project:deleted':
		case 'task:deleted':
		case 'session:deleted': {
			return [{id: data.id, at, isEnd: true, apply: () => undefined}];
		}

		default: {
			return [];
		}
	}
};

const withOne = (ids: unknown, id: unknown): readonly unknown[] => [...new Set([...(ids as readonly unknown[]), id])];
