import {expect, test} from 'vitest';
import {modes} from '../../source/dispatch/modes/index.js';
import {promptNames} from '../../source/dispatch/prompt.js';
import {task} from '../helpers/builders.js';
import {work} from '../helpers/mode-files.js';

const asked = (id: string, given: Parameters<typeof work>[0] = {}) =>
	modes.find(mode => mode.id === id)?.ask(work(given)).prompt;

test('four modes are built in, and one of them runs in the background', () => {
	expect(modes.map(({id, isHeadless}) => [id, isHeadless])).toEqual([
		['interactive', false],
		['code-review', true],
		['documentation', false],
		['none', false],
	]);
});

test('the agent is given the task, with its description where it has one', () => {
	expect(asked('interactive')).toBe('Work on task T-1: Mend the door');
	expect(asked('interactive', {task: task({description: 'It squeaks.'}), words: 'Quietly.'})).toBe(
		'Work on task T-1: Mend the door\n\nIt squeaks.\n\nQuietly.',
	);
});

test('a bare agent is told nothing but what the operator says', () => {
	expect(asked('none')).toBeUndefined();
	expect(asked('none', {words: 'Look around'})).toBe('Look around');
});

for (const {id, ask} of modes) {
	test(`nothing in what ${id} asks is left to fill in`, () => {
		const {prompt = ''} = ask(work({task: task({description: 'D'})}));

		expect(promptNames.filter(name => prompt.includes(`{${name}}`))).toEqual([]);
		expect(prompt).not.toMatch(/[{}]/);
	});
}

test('a review and a documentation name the task, and how to report', () => {
	for (const id of ['code-review', 'documentation']) {
		expect(asked(id)).toMatch(/task T-1: Mend the door/);
		expect(asked(id)).toMatch(/maestro report progress '/);
	}
});
