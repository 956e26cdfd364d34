/**
Things in the order in which they came. One that is gone leaves a hole until half of the shelf is holes, so that taking away
many costs no more than it must.
*/
export type Shelf<Item extends {readonly isGone: boolean}> = {
	readonly push: (item: Item) => void;
	/** Called after an item on it has gone. */
	readonly tidy: () => void;
	readonly newestFirst: () => Generator<Item>;
};

export const createShelf = <Item extends {readonly isGone: boolean}>(): Shelf<Item> => {
	let items: Item[] = [];
	let holes = 0;

	return {
		push(item) {
			items.push(item);
		},
		tidy() {
			holes++;
			if (holes > 16 && holes * 2 > items.length) {
				items = items.filter(({isGone}) => !isGone);
				holes = 0;
			}
		},
		*newestFirst() {
			for (let index = items.length - 1; index >= 0; index--) {
				const item = items[index];
				if (item?.isGone === false) {
					yield item;
				}
			}
		},
	};
};
