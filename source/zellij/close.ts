import type {WindowReference} from '../multiplexer/multiplexer.js';
import {comesTrue} from '../system/comes-true.js';
import {failed} from './complaints.js';
import type {Registry} from './registry.js';
import type {ZellijServer} from './server.js';
import type {Turns} from './turns.js';
import type {Listing} from './windows.js';

type Options = {
	readonly server: ZellijServer;
	readonly registry: Registry;
	readonly turns: Turns;
	readonly listing: Listing;
};

/**
Closes the pane of ours, if it still has its key, and its tab unless a person has opened something else in it.
*/
export const createClosing =
	({server, registry, turns, listing}: Options) =>
	async ({paneId, key}: WindowReference): Promise<void> =>
		turns(async () => {
			const sight = await listing.find(key);
			if (sight?.window.paneId !== paneId) {
				return;
			}

			const {entry, pane, isAlone} = sight;
			const answer = await server.act(
				isAlone ? ['close-tab-by-id', String(pane.tabId)] : ['close-pane', '--pane-id', paneId],
			);
			if (answer?.isDone === false) {
				throw failed(`close window ${pane.tabId}`, answer.complaint);
			}

			// It answers after a second at the latest, done or not.
			if (!(await comesTrue(async () => (await listing.find(key)) === undefined, {withinMs: 5000, everyMs: 50}))) {
				throw failed(`close window ${pane.tabId}`, 'it is still there');
			}

			await registry.remove(entry);
		});
