import {MaestroError} from '../../domain/errors.js';
import type {Session} from '../../domain/session.js';
import type {ClientEvent} from '../event.js';
import type {ListId} from '../state/screen.js';
import type {UndoStep} from '../state/undo.js';
import type {Tools} from './tools.js';

/** One of several that is left as it is. */
export type Left = {
	readonly id: string;
	readonly why: string;
};

/** Several that something is asked for, as far as it can be done with them. */
export type Chosen<Item> = {
	readonly items: readonly Item[];
	readonly left: readonly Left[];
};

type Work<Item> = {
	/** What takes the marks from those that it was done with. */
	readonly unmark?: (done: readonly Item[]) => readonly ClientEvent[];
	/** What is said while it goes on: `Stopping Builder…`. */
	readonly busy?: string;
	/** Answers how it is taken back, where it can be. */
	readonly each: (item: Item) => Promise<UndoStep | undefined>;
	/** What became of one: `Stopped Builder`. */
	readonly one: (item: Item) => string;
	/** What became of several, behind their number: `stopped`. */
	readonly several: string;
	readonly nameOf: (id: string) => string;
};

/**
Does something with each of several, and tells what became of them. One that is refused is left, and the others are done; where there is
one alone, its refusal is thrown. What can be taken back is offered to be.
*/
export const doEach = async <Item extends {readonly id: string}>(
	{store, keyOf}: Pick<Tools, 'store' | 'keyOf'>,
	{items, left}: Chosen<Item>,
	{unmark, busy, each, one, several, nameOf}: Work<Item>,
): Promise<void> => {
	const done: Item[] = [];
	const steps: UndoStep[] = [];
	const refused = [...left];
	if (busy !== undefined) {
		store.send({event: 'notice', data: {tone: 'busy', text: busy}});
	}

	for (const item of items) {
		try {
			const step = await each(item);
			done.push(item);
			steps.push(...(step === undefined ? [] : [step]));
		} catch (error) {
			if (!(error instanceof MaestroError) || items.length + left.length === 1) {
				throw error;
			}

			refused.push({id: item.id, why: error.message});
		}
	}

	const [first] = done;
	const all = done.length + refused.length;
	const what =
		all === 1 && first !== undefined
			? one(first)
			: `${done.length === all ? all : `${done.length} of ${all}`} ${several}`;
	// Of one alone why it was left says all.
	const whatWasDone = all === 1 && first === undefined ? [] : [what];
	const undone = steps.length === 0 ? [] : [`${keyOf('undo.take')} takes it back`];
	store.send(
		...(unmark?.(done) ?? []),
		...(steps.length === 0 ? [] : [{event: 'undo:offered', data: {what, steps}} as const]),
		{
			event: 'notice',
			data: {
				tone: refused.length === 0 ? 'info' : 'error',
				text: [...whatWasDone, ...grouped(refused, nameOf), ...undone].join('; '),
			},
		},
	);
};

export const unmarkIn =
	(list: ListId) =>
	(items: ReadonlyArray<{readonly id: string}>): readonly ClientEvent[] => [
		{event: 'rows:unmarked', data: {list, ids: items.map(({id}) => id)}},
	];

/** The same for runs, which may have been marked by their tasks. */
export const unmarkRuns = (sessions: readonly Session[]): readonly ClientEvent[] => [
	...unmarkIn('sessions')(sessions),
	...unmarkIn('tasks')(sessions.flatMap(({run}) => (run === undefined ? [] : [{id: run.taskId}]))),
];

/** Those that were left for one reason are told of together. */
const grouped = (left: readonly Left[], nameOf: (id: string) => string): readonly string[] => {
	const reasons = new Map<string, string[]>();
	for (const {id, why} of left) {
		reasons.set(why, [...(reasons.get(why) ?? []), nameOf(id)]);
	}

	return [...reasons].map(([why, names]) => {
		const more = names.length > 3 ? ` and ${names.length - 3} more` : '';
		return `${names.slice(0, 3).join(', ')}${more}: ${why}`;
	});
};
