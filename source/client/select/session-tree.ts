import type {Badge} from '../../domain/badge.js';
import type {Session} from '../../domain/session.js';
import type {Sessions} from '../state/sessions.js';
import {sortBadges} from './runs.js';

/** Where a session stands among those that it was started by, and that it has started. */
export type Kin = {
	readonly depth: number;
	/** How many it has started, and those in turn, as far as they are listed. */
	readonly below: number;
	readonly isFolded: boolean;
	/** Of those that are folded away, the worst first. */
	readonly foldedBadges: readonly Badge[];
};

type Row = {
	readonly id: string;
	readonly session: Pick<Session, 'parentSessionId'>;
	readonly badge: Badge;
	readonly kin?: Kin | undefined;
};

/**
The same rows, those that a session has started right behind it; all of them where the first of them stood. Where none has started another
of them, they are the same rows.
*/
export const nestSessions = <Item extends Row>(rows: readonly Item[], folded: ReadonlySet<string>): readonly Item[] => {
	const ids = new Set(rows.map(({id}) => id));
	const parentOf = ({id, session: {parentSessionId}}: Row): string | undefined =>
		parentSessionId !== null && parentSessionId !== id && ids.has(parentSessionId) ? parentSessionId : undefined;
	if (!rows.some(row => parentOf(row) !== undefined)) {
		return rows;
	}

	const byId = new Map(rows.map(row => [row.id, row]));
	const children = Map.groupBy(rows, parentOf);
	const nested: Item[] = [];
	const seen = new Set<string>();

	const rootOf = (row: Item): Item => {
		const path = new Set<string>();
		let root = row;
		for (let parent = byId.get(parentOf(row) ?? ''); parent !== undefined && !path.has(parent.id); ) {
			path.add(parent.id);
			root = parent;
			parent = byId.get(parentOf(parent) ?? '');
		}

		return root;
	};

	/** Answers the badges of all that it has added. */
	const add = (row: Item, depth: number, isHidden: boolean): readonly Badge[] => {
		if (seen.has(row.id)) {
			return [];
		}

		seen.add(row.id);
		const isFolded = folded.has(row.id);
		const place = nested.length;
		const below = (children.get(row.id) ?? []).flatMap(child => add(child, depth + 1, isHidden || isFolded));
		if (!isHidden) {
			const foldedBadges = isFolded ? sortBadges(below) : [];
			nested.splice(place, 0, {...row, kin: {depth, below: below.length, isFolded, foldedBadges}});
		}

		return [row.badge, ...below];
	};

	for (const row of rows) {
		add(rootOf(row), 0, false);
	}

	return nested;
};

/** The sessions that a session comes from, the nearest first, as far as they are there. */
export const startersOf = (id: string, sessions: Sessions): readonly string[] => {
	const starters = new Set<string>();
	let at = sessions.get(id)?.parentSessionId ?? undefined;
	while (at !== undefined && at !== id && sessions.has(at) && !starters.has(at)) {
		starters.add(at);
		at = sessions.get(at)?.parentSessionId ?? undefined;
	}

	return [...starters];
};
