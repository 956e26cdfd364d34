type Placed = {readonly isGone: boolean; readonly message: {readonly order: number}};

/**
Things in the order in which they came. One that is gone leaves a hole until half of the shelf is holes, so that taking away
many costs no more than it must. As with `Items`, some may come late.
*/
export type Shelf<Item extends Placed> = {
	readonly push: (item: Item) => void;
	readonly pushLate: (item: Item) => void;
	/** Called after an item on it has gone. */
	readonly tidy: () => void;
	readonly newestFirst: () => Generator<Item>;
};

export const createShelf = <Item extends Placed>(complete: () => void): Shelf<Item> => {
	let items: Item[] = [];
	let late: Item[] = [];
	let holes = 0;

	return {
		push(item) {
			items.push(item);
		},
		pushLate(item) {
			late.push(item);
		},
		tidy() {
			holes++;
			if (holes > 16 && holes * 2 > items.length + late.length) {
				items = items.filter(({isGone}) => !isGone);
				late = late.filter(({isGone}) => !isGone);
				holes = 0;
			}
		},
		*newestFirst() {
			complete();
			if (late.length > 0) {
				items = [...late, ...items].sort((a, b) => a.message.order - b.message.order);
				late = [];
			}

			for (let index = items.length - 1; index >= 0; index--) {
				const item = items[index];
				if (item?.isGone === false) {
					yield item;
				}
			}
		},
	};
};
