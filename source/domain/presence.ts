import {type Activity, hasEnded, type Session} from './session.js';

export const presenceStates = ['online', 'idle', 'away', 'offline', 'unknown'] as const;
export type PresenceState = (typeof presenceStates)[number];

/**
Whether somebody is there to read, as far as it was seen: `online` at work or at a question, `idle` at its prompt, `away` at its prompt
for longer than `awayAfterMs`, `offline` ended. `source` says by whom it was seen (`hook Stop`, `window`), `lastSeen` when, in
milliseconds.
*/
export type Presence = {
	readonly sessionId: string;
	readonly state: PresenceState;
	readonly source?: string | undefined;
	readonly lastSeen?: number | undefined;
};

export const awayAfterMs = 15 * 60_000;

/** Somebody who saw the session's window, which tells that its agent runs and not what it does. */
export type Sighting = {readonly source: string; readonly at: number};

export const presenceOf = (session: Session, now: number, sighting?: Sighting): Presence => {
	const {id: sessionId, activity} = session;
	const lastSeen = latest(activity, sighting);
	const seen = {sessionId, source: lastSeen?.source, lastSeen: lastSeen?.at};
	if (hasEnded(session)) {
		return {...seen, state: 'offline'};
	}

	return {...seen, state: stateOf(activity, now)};
};

const latest = (activity: Activity | undefined, sighting: Sighting | undefined): Sighting | undefined =>
	activity !== undefined && (sighting === undefined || activity.at >= sighting.at) ? activity : sighting;

const stateOf = (activity: Activity | undefined, now: number): PresenceState => {
	switch (activity?.state) {
		case undefined: {
			return 'unknown';
		}

		case 'starting':
		case 'working':
		case 'needs-input': {
			return 'online';
		}

		case 'idle': {
			return now - activity.at > awayAfterMs ? 'away' : 'idle';
		}

		case 'ended':
		case 'lost': {
			return 'offline';
		}
	}
};
