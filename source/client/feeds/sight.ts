import type {Store} from '../store.js';
import type {Sight} from './keeper.js';

/** Whether somebody looks at the terminal, as far as it tells; one that does not is looked at. */
export const createSight = ({get, subscribe}: Pick<Store, 'get' | 'subscribe'>): Sight => {
	const isSeen = (): boolean => get().surroundings.hasFocus !== false;

	return {
		isSeen,

		subscribe(listener) {
			let last = isSeen();
			return subscribe(() => {
				if (isSeen() !== last) {
					last = !last;
					listener();
				}
			});
		},
	};
};
