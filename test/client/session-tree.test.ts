import fc from 'fast-check';
import {expect, test} from 'vitest';
import {nestSessions, startersOf} from '../../source/client/select/session-tree.js';
import type {Badge} from '../../source/domain/badge.js';
import {session} from '../helpers/builders.js';

const row = (id: string, parent: string | null = null, badge: Badge = 'working') => ({
	id,
	badge,
	session: {parentSessionId: parent},
});
const shown = (rows: ReturnType<typeof nestSessions<ReturnType<typeof row>>>) =>
	rows.map(one => ('kin' in one ? `${'-'.repeat((one.kin as {depth: number}).depth)}${one.id}` : one.id));

const family = [
	row('other'),
	row('child', 'boss'),
	row('boss'),
	row('grandchild', 'child', 'needs-input'),
	row('last'),
];

test('those that a session has started stand right behind it, where the first of them stood', () => {
	expect(shown(nestSessions(family, new Set()))).toEqual(['other', 'boss', '-child', '--grandchild', 'last']);
});

test('folded they are away, and their worst badge is told', () => {
	const rows = nestSessions(family, new Set(['boss']));

	expect(shown(rows)).toEqual(['other', 'boss', 'last']);
	expect(rows[1]).toMatchObject({kin: {below: 2, isFolded: true, foldedBadges: ['needs-input', 'working']}});
});

test('where nobody has started another they are the same rows', () => {
	const rows = [row('a'), row('b', 'gone')];

	expect(nestSessions(rows, new Set())).toBe(rows);
});

test('whoever started whom, each is shown once, and nothing hangs', () => {
	const id = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
	const rows = fc.uniqueArray(fc.record({id, parent: fc.option(id)}), {selector: one => one.id});

	fc.assert(
		fc.property(rows, given => {
			const before = given.map(({id: own, parent}) => row(own, parent));
			const after = nestSessions(before, new Set());

			expect(after.map(one => one.id).sort()).toEqual(before.map(one => one.id).sort());
		}),
	);
});

test('the starters of a session are told, the nearest first, whoever goes round in a circle', () => {
	const sessions = new Map(
		[
			session({id: 'a', parentSessionId: 'c'}),
			session({id: 'b', parentSessionId: 'a'}),
			session({id: 'c', parentSessionId: 'b'}),
		].map(one => [one.id, one]),
	);

	expect(startersOf('a', sessions)).toEqual(['c', 'b']);
	expect(startersOf('nobody', sessions)).toEqual([]);
});
