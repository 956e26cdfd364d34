/**
The collection with the item in it; the same object when it holds this very item already.
*/
export const withItem = <Item extends {readonly id: string}>(
	items: ReadonlyMap<string, Item>,
	item: Item,
): ReadonlyMap<string, Item> => (items.get(item.id) === item ? items : new Map(items).set(item.id, item));

/**
The collection without the item; the same object when there is none.
*/
export const withoutItem = <Item>(items: ReadonlyMap<string, Item>, id: string): ReadonlyMap<string, Item> => {
	if (!items.has(id)) {
		return items;
	}

	const left = new Map(items);
	left.delete(id);
	return left;
};

export const byId = <Item extends {readonly id: string}>(items: readonly Item[]): ReadonlyMap<string, Item> =>
	new Map(items.map(item => [item.id, item]));
