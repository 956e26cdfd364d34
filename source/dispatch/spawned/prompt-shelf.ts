import type {Clock} from '../../system/clock.js';
import type {PromptMail} from './prompt-mail.js';
import {type PromptRecord, settled} from './prompt-record.js';
import type {PromptStore} from './prompt-store.js';

type Options = {
	readonly store: PromptStore;
	readonly mail: Pick<PromptMail, 'recall' | 'clear'>;
	readonly clock: Clock;
};

/** Of one session. */
const mostWaiting = 50;

/** What has happened is known for so long: for the screen, and so that an order that comes twice is known again. */
const keptMs = 24 * 3_600_000;
const mostSettled = 200;

/**
Keeps no more texts than somebody would want: of a session where too many wait, the oldest is given up, and says so.
*/
export const createPromptShelf = ({store, mail, clock}: Options) => {
	const giveUp = async (record: PromptRecord): Promise<void> => {
		// What a hook has is not to be taken back, and what is being written is not waiting.
		const isFree = record.step === 'waiting' || (record.step === 'mailed' && (await mail.recall(record)));
		if (isFree) {
			await store.put(
				settled(record, {state: 'lost', at: clock(), why: `more than ${mostWaiting} texts waited for this session`}),
			);
			await mail.clear(record);
		}
	};

	return {
		async add(record: PromptRecord): Promise<void> {
			if (!(await store.add(record))) {
				return;
			}

			const waiting = (await store.all()).filter(
				({sessionId, step}) => sessionId === record.sessionId && step !== 'settled',
			);
			for (const oldest of waiting.slice(0, Math.max(0, waiting.length - mostWaiting))) {
				await giveUp(oldest);
			}
		},

		/** Takes away what was settled long ago. */
		async tidy(): Promise<void> {
			await store.tidy(clock());
			const known = (await store.all()).filter(({step}) => step === 'settled').toReversed();
			for (const [index, record] of known.entries()) {
				if (index >= mostSettled || Math.abs(clock() - record.addedAt) > keptMs) {
					await store.remove(record);
				}
			}
		},
	};
};
