import type {WindowReference} from '../multiplexer/multiplexer.js';
import {failed, saysGone, saysServerDied} from './complaints.js';
import {onlyIfKeyIs, saysNotMine} from './guard.js';
import type {TmuxServer} from './server.js';

/**
Closes the window that a pane of ours is in, if it still has its key.
*/
export const closeWindow = async ({call}: TmuxServer, {paneId, key}: WindowReference): Promise<void> => {
	const {isDone, complaint} = await call([
		['set-option', '-p', '-t', paneId, onlyIfKeyIs(key), '1'],
		['kill-window', '-t', paneId],
	]);
	if (!isDone && !saysGone(complaint) && !saysNotMine(complaint) && !saysServerDied(complaint)) {
		throw failed(`close window ${paneId}`, complaint);
	}
};
