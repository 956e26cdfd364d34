import {expect, test} from 'vitest';
import {agents} from '../../source/agents/index.js';
import {introduction} from '../../source/agents/introduction.js';

const long = `Ünïcode "quoted"\nnext ${'x'.repeat(500)}`;
const sessionId = 'sess_1700000000000_abcdefghi';
const crowd = (count: number, name: string) =>
	Array.from({length: count}, (_, number) => ({id: `sess_1700000000000_${String(number).padStart(9, '0')}`, name}));

test('a session is told who it is, what it does, and how to speak with others', () => {
	const text = introduction({
		sessionId: 'sess_a',
		project: {name: 'Shop'},
		task: {id: 'T-1', title: 'Fix the basket'},
	});

	for (const word of [
		'sess_a',
		'Shop',
		'T-1',
		'Fix the basket',
		'maestro session send --to',
		'maestro inbox',
		'maestro report blocked',
		'SendMessage',
	]) {
		expect(text).toContain(word);
	}
});

test('one who is alone is told of nobody', () => {
	expect(introduction({sessionId, siblings: []})).not.toContain('At work with you');
});

test('it is told of the others by id and name', () => {
	const text = introduction({sessionId, siblings: [{id: 'sess_b', name: 'Review'}, ...crowd(1, 'Build')]});

	expect(text).toContain('At work with you: sess_b (Review), sess_1700000000000_000000000 (Build).');
});

const longIds = {sessionId: `sess_${'a'.repeat(123)}`, task: {id: 'T'.repeat(128), title: long}, project: {name: long}};
const crowds: ReadonlyArray<[title: string, about: Parameters<typeof introduction>[0], atLeast: number]> = [
	['nobody, and long names', longIds, 0],
	['fifty, and long names', {...longIds, siblings: crowd(50, long)}, 0],
	['fifty', {sessionId, project: {name: 'Shop'}, task: {id: 'T-1', title: 'Fix it'}, siblings: crowd(50, 'Build')}, 5],
	['three with long names', {sessionId, task: {id: 'T-1', title: 'Fix the basket'}, siblings: crowd(3, long)}, 3],
	['one whose id is as long as ids may be', {sessionId, siblings: [{id: 'x'.repeat(128), name: long}]}, 1],
];

for (const [title, about, atLeast] of crowds) {
	test(`it stays short, names as many as fit and counts the rest: ${title}`, () => {
		const text = introduction(about);

		const named = (about.siblings ?? []).filter(({id}) => text.includes(id)).length;
		const more = Number(/and (\d+) more/.exec(text)?.[1] ?? 0);
		expect(text.length).toBeLessThan(1500);
		expect(text).not.toMatch(/^next/m);
		expect(named).toBeGreaterThanOrEqual(atLeast);
		expect(named === 0 || named + more === about.siblings?.length).toBe(true);
	});
}

for (const {label, remark} of agents.filter(agent => agent.remark !== undefined)) {
	test(`it stays short with what only ${label} is told of its shell`, () => {
		const text = introduction({...longIds, siblings: crowd(50, long), remark});

		expect(text).toContain(remark);
		expect(text.length).toBeLessThan(1500);
	});
}
