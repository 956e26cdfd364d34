import type {WindowReference} from '../multiplexer/multiplexer.js';
import {windowGone} from './complaints.js';
import type {Listing, Sight} from './windows.js';

/**
Looks at a window again. Refuses one that is gone, or whose pane has another key by now, as `window-gone`.
*/
export const findWindow = async ({find}: Listing, {id, paneId, key}: WindowReference): Promise<Sight> => {
	const sight = await find(key);
	if (sight?.window.paneId !== paneId) {
		throw windowGone(id);
	}

	return sight;
};
