import type {MessageStats} from '../../protocol/messages.js';
import type {ClientEvent} from '../event.js';
import type {Asked} from './asked.js';
import type {ScreenId} from './screen.js';

export type Stats = Asked<MessageStats> | undefined;

/** The statistics of messages, as of the moment they were asked for: when their screen is opened, and with every snapshot. */
export const updateStats = (stats: Stats, event: ClientEvent, stack: readonly ScreenId[]): Stats => {
	switch (event.event) {
		case 'screen:opened': {
			return event.data.screen === 'stats' ? {phase: 'asked'} : stats;
		}

		case 'snapshot': {
			return stack.includes('stats') ? {phase: 'asked'} : undefined;
		}

		case 'stats:found': {
			return {phase: 'there', value: event.data};
		}

		case 'stats:failed': {
			return {phase: 'failed', reason: event.data.reason};
		}

		default: {
			return stats;
		}
	}
};
