import {MaestroError} from '../../domain/errors.js';
import type {Session} from '../../domain/session.js';
import {stopRun as stopRunEndpoint} from '../../protocol/dispatch.js';
import {nameOf} from '../select/names.js';
import {type Chosen, doEach, unmarkRuns} from './several.js';
import type {Tools} from './tools.js';

/** Ends the programs that sessions run. */
export const stopRun =
	(tools: Tools) =>
	async (chosen: Chosen<Session>): Promise<void> => {
		const {call, store} = tools;
		const name = (id: string) => nameOf(store.get().sessions, id);
		const already = new Set<string>();
		const [first] = chosen.items;
		await doEach(tools, chosen, {
			unmark: unmarkRuns,
			busy: `Stopping ${chosen.items.length === 1 && first !== undefined ? first.name || first.id : `${chosen.items.length} runs`}…`,
			async each({id, run, name: called}) {
				if (run === undefined) {
					throw new MaestroError(
						'run-not-found',
						`${called || id} was not started by a dispatch, so it cannot be stopped here; stop it where it runs`,
					);
				}

				const {stopped} = await call(stopRunEndpoint, {params: {id: run.taskId, mode: run.mode}});
				if (!stopped) {
					already.add(id);
				}

				return undefined;
			},
			one: ({id, name: called}) => (already.has(id) ? `${called} had ended already` : `Stopped ${called}`),
			several: 'stopped',
			nameOf: name,
		});
	};
