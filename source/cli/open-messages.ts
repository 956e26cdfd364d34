import {isOld, isOldHold, longestRetention} from '../server/inbox/retention.js';
import {createInbox, type Inbox, type InboxParts, readFact} from '../server/inbox.js';
import type {Settings} from '../server/settings.js';
import {createJournal} from '../server/stores/journal.js';
import {createPicture} from '../server/stores/picture.js';
import type {Log} from '../system/log.js';
import type {Paths} from '../system/paths.js';
import {repeat} from '../system/repeat.js';

/** How long a reader has to say that it has shown what it took. */
const leaseMs = 60_000;
/** An hour: what is old has a week behind it, as a rule. */
const retentionEveryMs = 3_600_000;
/** How often it is looked whether a lease or a message has run out. */
const sweepEveryMs = 5000;

type Options = Pick<InboxParts, 'clock' | 'random' | 'publish' | 'parties' | 'sessions' | 'raise'> & {
	readonly paths: Paths;
	readonly log: Log;
	readonly settings: Settings['messages'];
	readonly signal: AbortSignal;
};

type Messages = {
	readonly inbox: Inbox;
	/** Lets leases and messages run out, until the signal aborts. */
	readonly keepHouse: () => Promise<void>;
	/** Resolves once the record is closed and the readable files have caught up. */
	readonly close: () => Promise<void>;
};

/**
The inbox over its record, with the readable files behind it.
*/
export const openMessages = async ({paths, log, settings, signal, ...parts}: Options): Promise<Messages> => {
	const report = (text: string) => log(text);
	const drawing = new AbortController();
	const picture = createPicture({folder: paths.messages, report, signal: drawing.signal});
	const journal = createJournal({folder: paths.audit, clock: parts.clock, read: readFact, report});
	const inbox = await createInbox({...parts, journal, picture, leaseMs, limits: settings});

	return {
		inbox,
		async keepHouse() {
			// Before anything looks at all messages: bit by bit, while the server already answers.
			await inbox.upkeep.complete();
			let sweptAt = Number.NEGATIVE_INFINITY;
			await repeat({everyMs: sweepEveryMs, signal}, async () => {
				const now = parts.clock();
				try {
					await inbox.releaseStale(now);
					await inbox.expire(now);
					await inbox.upkeep.keep(now);
					if (Math.abs(now - sweptAt) >= retentionEveryMs) {
						await inbox.sweep(
							message => isOld(message, now, settings, parts.parties),
							hold => isOldHold(hold, now, settings),
						);
						await inbox.upkeep.prune(now, now - longestRetention(settings));
						sweptAt = now;
					}
				} catch (error) {
					// A disk that takes nothing now is asked again with the next round.
					log('Leases and messages that ran out could not be written down', error);
				}
			});
		},
		async close() {
			await inbox.upkeep.keepLast(parts.clock());
			await journal.close();
			await picture.drained();
			drawing.abort();
		},
	};
};
