import {MaestroError} from '../../domain/errors.js';
import {operatorId} from '../../domain/session.js';
import type {Counts} from './counts.js';
import {isWithin, rateWindowMs, type Traffic} from './traffic.js';

type Options = {
	readonly traffic: Traffic;
	/** How many messages of a sender are on their way to the disk. */
	readonly going: Counts;
	readonly perMinute: number;
};

/**
Refuses with `too-many-messages` what a session sends more often than it may; a broadcast has a message for each receiver.
*/
export const createRate =
	({traffic, going, perMinute}: Options) =>
	(from: string, wanted: number, now: number): void => {
		if (from === operatorId) {
			return;
		}

		if (wanted > perMinute) {
			throw new MaestroError(
				'too-many-messages',
				`A session may send ${perMinute} messages a minute, and this goes to ${wanted}: name fewer receivers at a time`,
			);
		}

		const sent = traffic.sent.get(from) ?? [];
		const onTheirWay = going.get(from);
		if (sent.length + onTheirWay + wanted <= perMinute) {
			return;
		}

		const kept = sent.filter(at => isWithin(at, now, rateWindowMs));
		const recent = [...kept, ...Array.from({length: onTheirWay}, () => now)].sort((a, b) => a - b);
		const mustLeave = recent[recent.length + wanted - perMinute - 1];
		if (mustLeave !== undefined) {
			const retryAfterMs = mustLeave + rateWindowMs - now;
			throw new MaestroError(
				'too-many-messages',
				`A session may send ${perMinute} messages a minute, and ${from} has sent ${recent.length}: wait ${Math.ceil(retryAfterMs / 1000)} s`,
				{retryAfterMs},
			);
		}
	};
