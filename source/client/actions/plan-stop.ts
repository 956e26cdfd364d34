import type {Session} from '../../domain/session.js';
import {receiverNames} from '../select/names.js';
import {areOutOfReach} from '../select/run-orders.js';
import {type Chosen, unmarkRuns} from './several.js';
import type {Tools} from './tools.js';

/** Lets sessions be stopped in a moment, so that it can be taken back until then. */
export const planStop =
	({store, createKey, keyOf, stopAfterMs}: Tools) =>
	async ({items, left}: Chosen<Session>): Promise<void> => {
		const key = createKey();
		const sessionIds = items.map(({id}) => id);
		const [names, count] = [receiverNames(store.get(), sessionIds), items.length];
		const others = left.length === 0 ? '' : ` (${left.length} of the marked cannot be stopped)`;
		const [are, stop] = count === 1 ? ['is', 'stops'] : ['are', 'stop'];
		const what = areOutOfReach(items, store.get()) ? `${are} marked as stopped` : stop;
		const when = `${Math.round(stopAfterMs / 1000)} s`;
		store.send(
			{event: 'stop:planned', data: {key, sessionIds}},
			{event: 'undo:offered', data: {what: `The stop of ${names}`, steps: [{kind: 'stop', key}]}},
			...unmarkRuns(items),
			{
				event: 'notice',
				data: {
					tone: 'info',
					text: `${count === 1 ? names : `${count} runs`} ${what} in ${when}${others}; ${keyOf('undo.take')} takes it back`,
				},
			},
		);
	};
