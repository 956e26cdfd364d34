import type {TimelineEntry} from '../../domain/session.js';
import type {Call} from '../../protocol/call.js';
import {getTimeline} from '../../protocol/sessions.js';
import {sessionsOfTimeline} from '../select/timeline.js';
import type {State} from '../state/index.js';
import type {Happened, TimelineOf} from '../state/timeline.js';

type Options = {
	readonly call: Call;
	readonly signal: AbortSignal;
};

/** Of a task that was worked on more often, what the sessions before these bring along has to do. */
const mostSessions = 50;

/** What a server knows to have happened; of a server without timelines, what sessions bring along is all there is. */
export const fetchTimeline = async (of: TimelineOf, state: State, {call, signal}: Options): Promise<Happened> => {
	if (state.connection.server?.capabilities.includes('timeline') !== true) {
		return new Map();
	}

	const asked = sessionsOfTimeline(state, of).slice(0, mostSessions);
	return new Map(
		await Promise.all(
			asked.map(
				async ({id}): Promise<readonly [string, readonly TimelineEntry[]]> => [
					id,
					await call(getTimeline, {params: {id}, signal}),
				],
			),
		),
	);
};
