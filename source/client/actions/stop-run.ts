import type {Session} from '../../domain/session.js';
import {nameOf} from '../select/names.js';
import {type Chosen, doEach, unmarkRuns} from './several.js';
import {stopOne} from './stop-one.js';
import type {Tools} from './tools.js';

/** Ends the programs that sessions run. */
export const stopRun =
	(tools: Tools) =>
	async (chosen: Chosen<Session>): Promise<void> => {
		const {store} = tools;
		const stop = stopOne(tools);
		const name = (id: string) => nameOf(store.get().sessions, id);
		const how = new Map<string, Awaited<ReturnType<typeof stop>>>();
		const [first] = chosen.items;
		await doEach(tools, chosen, {
			unmark: unmarkRuns,
			busy: `Stopping ${chosen.items.length === 1 && first !== undefined ? first.name || first.id : `${chosen.items.length} runs`}…`,
			async each(session) {
				how.set(session.id, await stop(session));
				return undefined;
			},
			one({id, name: called}) {
				switch (how.get(id)) {
					case 'already': {
						return `${called} had ended already`;
					}

					case 'word': {
						return `Marked ${called} as stopped; its window is not here, so what may run in it goes on`;
					}

					default: {
						return `Stopped ${called}`;
					}
				}
			},
			several: 'stopped',
			nameOf: name,
		});
	};
