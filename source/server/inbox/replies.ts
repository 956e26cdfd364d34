import type {Item} from './box.js';

/**
Which messages answer which. As with `Items`, some may come late.
*/
export type Replies = {
	/** What answers a message, oldest first. */
	readonly of: (id: string) => readonly Item[];
	readonly add: (id: string, item: Item) => void;
	readonly addLate: (id: string, item: Item) => void;
	readonly forget: (id: string) => void;
};

export const createReplies = (complete: () => void): Replies => {
	const early = new Map<string, Item[]>();
	const late = new Map<string, Item[]>();

	return {
		of(id) {
			complete();
			return [...(late.get(id) ?? []), ...(early.get(id) ?? [])]
				.filter(({isGone}) => !isGone)
				.sort((a, b) => a.message.order - b.message.order);
		},
		add: (id, item) => push(early, id, item),
		addLate: (id, item) => push(late, id, item),
		forget(id) {
			early.delete(id);
			late.delete(id);
		},
	};
};

const push = (lists: Map<string, Item[]>, id: string, item: Item): void => {
	const list = lists.get(id);
	if (list === undefined) {
		lists.set(id, [item]);
	} else {
		list.push(item);
	}
};
