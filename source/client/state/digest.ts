import type {LogDigest} from '../../protocol/digests.js';
import type {ClientEvent} from '../event.js';

/** What was said last in a session that no window or log here shows. */
export type Digest = {
	readonly sessionId: string;
	/** When it was asked for, in milliseconds. */
	readonly at: number;
	/** What was answered last. */
	readonly found: LogDigest | undefined;
	/** Why the last answer could not be had. */
	readonly reason: string | undefined;
};

/** Of the session that was looked at last; what is found again changes nothing. */
export const updateDigest = (digest: Digest | undefined, event: ClientEvent): Digest | undefined => {
	switch (event.event) {
		case 'digest:found': {
			const {sessionId, at, found} = event.data;
			return {sessionId, at, found, reason: undefined};
		}

		case 'digest:failed': {
			const {sessionId, at, reason} = event.data;
			const found = digest?.sessionId === sessionId ? digest.found : undefined;
			return {sessionId, at, found, reason};
		}

		default: {
			return digest;
		}
	}
};
