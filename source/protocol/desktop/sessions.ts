import {z} from 'zod';

/** Entries of a session's timeline that are kept of a long one: each resume doubles it there (contract §8). */
const mostEntries = 500;

const raw = z.looseObject({timeline: z.array(z.unknown()).optional()});

/**
A session of a desktop server, without what nobody here may have or needs: its environment holds the keys of providers (contract §4). Of its
timeline each entry once; those whose ids are no more than a time are told apart by what they say.
*/
export const withoutBulk = (session: unknown): unknown => {
	const {data} = raw.safeParse(session);
	if (data === undefined) {
		return session;
	}

	const {env: _env, events: _events, manifest: _manifest, teamMemberSnapshots: _snapshots, ...rest} = data;
	return data.timeline === undefined ? rest : {...rest, timeline: distinct(data.timeline).slice(-mostEntries)};
};

const distinct = (entries: readonly unknown[]): readonly unknown[] => {
	const seen = new Map<string, unknown>();
	for (const one of entries) {
		seen.set(isEntry(one) ? `${one.id} ${one.type} ${one.timestamp}` : String(seen.size), one);
	}

	return [...seen.values()];
};

// By hand: a list of sessions has thousands of entries, and each is read once more with its session.
const isEntry = (
	value: unknown,
): value is {readonly id: unknown; readonly type: unknown; readonly timestamp: unknown} =>
	typeof value === 'object' && value !== null && 'id' in value && 'type' in value && 'timestamp' in value;
