import {expect, test} from 'vitest';
import {introduction} from '../../source/agents/introduction.js';

const long = `Ünïcode "quoted"\nnext ${'x'.repeat(500)}`;

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

test('it stays short whatever the names are, and names stay on their line', () => {
	const text = introduction({
		sessionId: `sess_${'a'.repeat(123)}`,
		project: {name: long},
		task: {id: 'T-1', title: long},
	});

	expect(text.length).toBeLessThan(1500);
	expect(text).not.toMatch(/^next/m);
});
