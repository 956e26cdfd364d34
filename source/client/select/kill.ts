import type {Session} from '../../domain/session.js';

/** What has to be typed before sessions are stopped at once: the name of one, where it can be typed, or else its id; the number of several. */
export const killWord = (sessions: readonly Session[]): string => {
	const [first] = sessions;
	if (sessions.length !== 1 || first === undefined) {
		return `stop ${sessions.length}`;
	}

	const name = first.name.trim();
	return /^[\u0020-\u007E]{1,40}$/.test(name) ? name : first.id;
};

type HasId = {readonly id: string};

/** What a field is about that sessions are stopped by, and those that were marked as well and cannot be. */
export const killSubject = (sessions: readonly HasId[], left: readonly HasId[]): string =>
	[sessions, left].map(all => all.map(({id}) => id).join(' ')).join('|');

/** The sessions of such a field, as far as they are still there. */
export const sessionsOf = (
	subject: string,
	sessions: ReadonlyMap<string, Session>,
): {readonly items: readonly Session[]; readonly left: readonly Session[]} => {
	const [items = [], left = []] = subject.split('|').map(ids => ids.split(' ').flatMap(id => sessions.get(id) ?? []));
	return {items, left};
};
