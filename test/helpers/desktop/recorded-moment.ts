import {factsOf, madeAt, toldIn} from './recorded-facts.js';
import {recording as find, type Recording} from './recordings.js';

/** A thing changes a moment before the frame that tells of it. */
const momentMs = 100;

/** Exchanges that say nothing of when they were, and came after others that do. */
const after: Readonly<Record<string, string>> = {
	'cli-session-list': 'cli-report-progress',
	'master-context': 'ordering-put',
	'projects-delete-with-tasks': 'tasks-create',
	'sessions-list-status-csv': 'sessions-create-no-tasks',
	'sessions-log-digest': 'sessions-prompt-paste',
	'sessions-log-digest-full-length': 'sessions-prompt-paste',
	'sessions-log-digests-multi': 'sessions-prompt-paste',
	'spawn-session-source-missing-parent': 'cli-coordinator-enable',
};

/**
When an exchange was recorded. What changed something says so in its frames; what was only read is not older than what it shows; of what
tells no time it is enough that what it names was there.
*/
export const momentOf = (recording: Recording, all: readonly Recording[]): number => {
	const earlier = after[recording.name];
	if (earlier !== undefined) {
		return momentOf(find(earlier), all) + momentMs;
	}

	const {request, response} = recording;
	const [first] = toldIn(recording);
	if (first !== undefined) {
		const {id, session} = (response.body ?? {}) as {readonly id?: string; readonly session?: {readonly id: string}};
		const madeId = session?.id ?? id;
		const made = response.status === 201 && madeId !== undefined ? madeAt(madeId) : Number.POSITIVE_INFINITY;
		const changes = factsOf(recording).map(({at}) => at);
		return Math.min(first.timestamp, made, ...changes.filter(at => at > first.timestamp - momentMs));
	}

	const shown = request.method === 'GET' ? timesIn(response.body) : factsOf(recording).map(({at}) => at);
	const named = shown.length > 0 ? shown : timesIn([request, recording.cliCalls]);
	return response.status !== 404 && named.length > 0 ? Math.max(...named) + momentMs : Number.POSITIVE_INFINITY;
};

/** Of the day on which all was recorded: in times and in ids. */
const timesIn = (value: unknown): readonly number[] =>
	(JSON.stringify(value ?? null).match(/1795[23]\d{8}/g) ?? []).map(Number);
