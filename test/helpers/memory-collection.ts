import type {Collection} from '../../source/server/stores/collection.js';

/**
A collection without a disk. What is put is in `kept`, as text by id, and a collection made of the same map has it again.
*/
export const createMemoryCollection = <Item extends {readonly id: string}>(
	items: readonly Item[] = [],
	kept = new Map<string, string>(),
	report: (text: string) => void = () => {},
): Collection<Item> => {
	const values = new Map<string, Item>();
	for (const [id, text] of kept) {
		try {
			// Only texts that `put` made are in it, and those that a test has cut.
			values.set(id, JSON.parse(text) as Item);
		} catch (error) {
			report(`${id} is not believed: ${String(error)}`);
		}
	}

	const put = (item: Item): void => {
		values.set(item.id, item);
		kept.set(item.id, JSON.stringify(item));
	};

	items.forEach(put);
	return {
		get: id => values.get(id),
		all: () => [...values.values()],
		put: async item => put(item),
		async remove(id) {
			values.delete(id);
			kept.delete(id);
		},
	};
};
