import fc from 'fast-check';
import {expect, test} from 'vitest';
import {askWith, promptNames} from '../../source/dispatch/prompt.js';
import {project, task} from '../helpers/builders.js';
import {work} from '../helpers/mode-files.js';

test('a template knows the task, its project, the task above it, and what the operator says', () => {
	const {prompt = ''} = askWith(promptNames.map(name => `${name}={${name}}`).join('\n'))(
		work({
			task: task({id: 'T-2', title: 'Mend', description: 'It\nsqueaks', priority: 'high'}),
			project: project({name: 'House', workingDir: '/srv/house'}),
			directory: '/srv/house-T-2',
			parent: task({id: 'T-1', title: 'Repair'}),
			words: 'Quietly',
			extras: ['--model', 'opus'],
		}),
	);

	expect(prompt.split('\n')).toEqual([
		...['task.id=T-2', 'task.title=Mend', 'task.description=It', 'squeaks', 'task.priority=high'],
		...['project.name=House', 'project.folder=/srv/house', 'folder=/srv/house-T-2'],
		...['parent.id=T-1', 'parent.title=Repair', 'words=Quietly', 'extras=--model opus'],
	]);
});

const rows: ReadonlyArray<[title: string, template: string, prompt: string | undefined]> = [
	['a line that held only what there is not goes', 'A\n{parent.id}\nB', 'A\nB'],
	['one of the blank lines around it goes with it', 'A\n\n {parent.id} {parent.title} \n\nB', 'A\n\nB'],
	['several such lines are as one', 'A\n\n{words}\n\n{extras}\n\nB', 'A\n\nB'],
	['a line with other words stays', 'A\nabove: {parent.id}\nB', 'A\nabove: \nB'],
	['blank lines elsewhere stay', 'A\n\n\n\nB', 'A\n\n\n\nB'],
	['what is empty in the end is no prompt', '{words}\n\n{parent.id}', undefined],
];

for (const [title, template, prompt] of rows) {
	test(title, () => {
		expect(askWith(template)(work())).toEqual(prompt === undefined ? {} : {prompt});
	});
}

test('what the operator says comes at the end, or where the template wants it', () => {
	expect(askWith('Do it')(work({words: 'Now'})).prompt).toBe('Do it\n\nNow');
	expect(askWith('Hear: {words}.\nDo it')(work({words: 'Now'})).prompt).toBe('Hear: Now.\nDo it');
});

test('nothing that a value holds is filled in', () => {
	const hostile = fc
		.array(fc.constantFrom(...promptNames.map(name => `{${name}}`), '{{folder}}', '$&', '$1', 'x', '\n'))
		.map(parts => `<${parts.join('')}>`);
	fc.assert(
		fc.property(hostile, hostile, hostile, (title, description, words) => {
			const asked = askWith('{task.title}|{task.description}|{words}')(work({task: task({title, description}), words}));

			expect(asked.prompt).toBe(`${title}|${description}|${words}`);
		}),
	);
});
