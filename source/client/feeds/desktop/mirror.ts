import {isEqual} from './is-equal.js';

/** What became of one thing: it is as `item` now, or not there any more. */
export type Change<Item> =
	| {readonly became: 'created' | 'updated'; readonly item: Item}
	| {readonly became: 'deleted'; readonly id: string};

type Known<Item> = {
	/** Nothing where it is known not to be there. */
	item: Item | undefined;
	/** Since when nothing older may change it: the moment when it was told, or asked for. */
	at: number;
};

/** So many that are gone are remembered, in case that something late still tells of them. */
const mostGone = 1000;

/**
What is known of the things of one kind on a server that tells of changes unreliably. Answers count by when they were asked for: one that was
asked for before something else was told does not undo it. What is told counts until somebody has asked. A thing that did not change stays
the same object.
*/
export const createMirror = <Item extends {readonly id: string}>(changedAt: (item: Item) => number) => {
	const known = new Map<string, Known<Item>>();
	/** Since when whatever is not known is known not to be there. */
	let completeAt = 0;

	const set = (id: string, item: Item | undefined, at: number): Change<Item> | undefined => {
		const before = known.get(id);
		if (before === undefined) {
			known.set(id, {item, at});
			return item === undefined ? undefined : {became: 'created', item};
		}

		const {item: old} = before;
		before.at = Math.max(before.at, at);
		if (old === item || (old !== undefined && item !== undefined && isEqual(old, item))) {
			return undefined;
		}

		before.item = item;
		return item === undefined ? {became: 'deleted', id} : {became: old === undefined ? 'created' : 'updated', item};
	};

	/** Whether an answer to what was asked at that moment is about an older state than what is known. */
	const isOlder = (id: string, item: Item | undefined, askedAt: number): boolean => {
		const {item: old, at = 0} = known.get(id) ?? {};
		return old === undefined
			? Math.max(at, completeAt) > askedAt
			: at > askedAt && (item === undefined || changedAt(item) <= changedAt(old));
	};

	const answer = (id: string, item: Item | undefined, askedAt: number): Change<Item> | undefined =>
		isOlder(id, item, askedAt) ? undefined : set(id, item, askedAt);

	const forgetSomeGone = (): void => {
		const gone = [...known].filter(([, {item}]) => item === undefined);
		for (const [id] of gone.slice(0, Math.max(0, gone.length - mostGone))) {
			known.delete(id);
		}
	};

	return {
		get: (id: string): Item | undefined => known.get(id)?.item,

		/** The object that is known already where it says the same: of what is kept in two places, one is enough. */
		known(item: Item): Item {
			const old = known.get(item.id)?.item;
			return old !== undefined && isEqual(old, item) ? old : item;
		},

		items: (): readonly Item[] => [...known.values()].flatMap(({item}) => item ?? []),

		/** A thing is told of. One that is said to be gone, or was told of in a later state, is left as it is until somebody asks. */
		tell(item: Item, at: number): Change<Item> | undefined {
			const one = known.get(item.id);
			const isNews = one === undefined || (one.item !== undefined && changedAt(item) >= changedAt(one.item));
			return isNews ? set(item.id, item, at) : undefined;
		},

		tellGone: (id: string, at: number): Change<Item> | undefined => set(id, undefined, at),

		/** The thing was asked for; nothing where the server has none. */
		answer,

		/** All things were asked for, or all that `isAmong` says yes to. */
		answerAll(items: readonly Item[], askedAt: number, isAmong?: (item: Item) => boolean): readonly Change<Item>[] {
			const changes = items.map(item => answer(item.id, item, askedAt));
			const there = new Set(items.map(({id}) => id));
			for (const [id, {item}] of known) {
				if (item !== undefined && !there.has(id) && isAmong?.(item) !== false) {
					changes.push(answer(id, undefined, askedAt));
				}
			}

			completeAt = isAmong === undefined ? Math.max(completeAt, askedAt) : completeAt;
			forgetSomeGone();
			return changes.filter(change => change !== undefined);
		},
	};
};

export type Mirror<Item extends {readonly id: string}> = ReturnType<typeof createMirror<Item>>;
