import type {ClientEvent} from '../event.js';
import type {ScreenId} from './screen.js';

/** What a server says of itself to those who ask. */
export type HostAnswer = {
	/** When it was asked, in milliseconds. */
	readonly at: number;
	/** The shortest of some round trips. */
	readonly roundTripMs: number;
	/** How far its clock is ahead of the one here. */
	readonly aheadMs: number;
	/** Since when it runs. */
	readonly startedAt: number;
	/** Only ours say these. */
	readonly pid?: number | undefined;
	readonly home?: string | undefined;
	readonly watchers?: number | undefined;
	/** The one that it opens windows in, or why it can open none. */
	readonly multiplexer?:
		| {
				readonly name: string;
				readonly session: string;
				readonly version?: string | undefined;
				readonly address?: string | undefined;
				readonly problem?: string | undefined;
		  }
		| undefined;
};

/** How the server was found when it was looked at last. What it answered before stays until it answers again. */
export type HostLook = {
	readonly phase: 'asked' | 'there' | 'failed';
	readonly round: number;
	readonly reason: string;
	readonly answer: HostAnswer | undefined;
};

/** A server is asked when the hosts are opened, and when somebody wants it again; never by itself. */
export const updateHost = (
	look: HostLook | undefined,
	event: ClientEvent,
	stack: readonly ScreenId[],
): HostLook | undefined => {
	switch (event.event) {
		case 'screen:opened': {
			return event.data.screen === 'hosts' ? ask(look) : look;
		}

		case 'host:asked': {
			return ask(look);
		}

		// A server that comes back may be another one.
		case 'connection:lost': {
			return look === undefined ? undefined : {...look, answer: undefined};
		}

		case 'snapshot': {
			return look?.answer === undefined && stack.includes('hosts') ? ask(look) : look;
		}

		case 'host:found': {
			const {round, answer} = event.data;
			return look?.round === round ? {...look, phase: 'there', answer} : look;
		}

		case 'host:failed': {
			const {round, reason} = event.data;
			return look?.round === round ? {...look, phase: 'failed', reason} : look;
		}

		default: {
			return look;
		}
	}
};

const ask = (look: HostLook | undefined): HostLook => ({
	phase: 'asked',
	round: (look?.round ?? 0) + 1,
	reason: '',
	answer: look?.answer,
});
