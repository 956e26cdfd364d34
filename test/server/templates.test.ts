import {chmod, mkdir, symlink, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {fillIn} from '../../source/domain/template.js';
import {listTemplates as endpoint} from '../../source/protocol/messages.js';
import {builtIn} from '../../source/server/templates/built-in.js';
import {listTemplates} from '../../source/server/templates/index.js';
import {temporaryFolder} from '../helpers/temporary.js';

const openFolder = async (files: Readonly<Record<string, string>>) => {
	const folder = await temporaryFolder();
	for (const [name, content] of Object.entries(files)) {
		await writeFile(path.join(folder, name), content);
	}

	return folder;
};

const own = async (files: Readonly<Record<string, string>>) =>
	(await listTemplates(await openFolder(files))).filter(({source}) => source !== 'built in');

test('without files of the operator the built-in ones are there, and nothing in them is left to fill in', async () => {
	const templates = await listTemplates('/nowhere/templates');

	expect(templates.map(({id}) => id)).toEqual(['status', 'review', 'hand-over', 'unblock', 'stop']);
	for (const {text} of templates) {
		expect(fillIn(text, {receiver: 'R', project: 'P', task: 'T'})).not.toMatch(/[{}]/);
	}
});

test('a file is a template: what stands above the words says how they are sent', async () => {
	const folder = await openFolder({
		'morning.md':
			'---\nlabel: Good morning \npriority: low\n\ntype: notification\n---\n\nHello {receiver}.\n\n---\nBye.\n',
		'plain.md': 'Just words.\r\n',
		'notes.txt': 'not one',
	});

	expect((await listTemplates(folder)).slice(builtIn.length)).toEqual([
		{
			...{id: 'morning', label: 'Good morning', priority: 'low', type: 'notification'},
			...{text: 'Hello {receiver}.\n\n---\nBye.', source: path.join(folder, 'morning.md')},
		},
		{id: 'plain', label: 'plain', text: 'Just words.', source: path.join(folder, 'plain.md')},
	]);
});

test('a file takes the place of the built-in template with its name', async () => {
	const templates = await listTemplates(await openFolder({'review.md': 'Look at it.'}));

	expect(templates.filter(({id}) => id === 'review').map(({text}) => text)).toEqual(['Look at it.']);
	expect(templates).toHaveLength(builtIn.length);
});

const problems: ReadonlyArray<[title: string, name: string, content: string, problem: RegExp]> = [
	['no words', 'a.md', '---\nlabel: A\n---\n', /1 to 10000 characters, and these are 0/],
	['too many words', 'a.md', 'x'.repeat(10_001), /these are 10001/],
	['far too much', 'a.md', 'x'.repeat(70_000), /more than 65536 bytes/],
	['a priority that is none', 'a.md', '---\npriority: urgent\n---\nHello', /priority/],
	['a type that is none', 'a.md', '---\ntype: joke\n---\nHello', /type/],
	['a member that is not known', 'a.md', '---\ncolour: red\n---\nHello', /colour/],
	['a line that says nothing', 'a.md', '---\nlabel A\n---\nHello', /"label A"/],
	['a head that does not end', 'a.md', '---\nlabel: A\nHello', /"---"/],
	['a name that is no id', 'ä b.md', 'Hello', /name of the file/],
];

for (const [title, name, content, problem] of problems) {
	test(`a file with ${title} is in the list, with its problem and without words`, async () => {
		const [template, ...others] = await own({[name]: content});

		expect(others).toEqual([]);
		expect(template).toMatchObject({text: '', problem: expect.stringMatching(problem)});
		expect(endpoint.answer.safeParse([template]).success).toBe(true);
	});
}

test('what cannot be read is in the list, and folders are not', async () => {
	const folder = await openFolder({});
	await mkdir(path.join(folder, 'folder.md'));
	await symlink('/nowhere', path.join(folder, 'gone.md'));
	await symlink(folder, path.join(folder, 'around.md'));
	await chmod(folder, 0o755);

	const templates = (await listTemplates(folder)).slice(builtIn.length);

	expect(templates.map(({id, problem}) => [id, problem?.slice(0, 17)])).toEqual([
		['around', 'it cannot be read'],
		['gone', 'it has gone'],
	]);
});
