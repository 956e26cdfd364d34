import {mkdir} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {project, task} from '../helpers/builders.js';
import {runCommand} from '../helpers/command-line.js';
import {writeFiles} from '../helpers/mode-files.js';
import {openServer} from '../helpers/server.js';
import {temporaryFolder} from '../helpers/temporary.js';

/** A server with a project in a folder of its own, and the modes that the operator and the project have. */
const open = async () => {
	const demo = await temporaryFolder();
	const server = await openServer({projects: [project({workingDir: demo})], tasks: [task()]});
	await mkdir(path.join(demo, '.git'));
	await writeFiles(demo, {
		'.claude/commands/tools/lint.md': '---\ndescription: Looks for dirt\n---\nLint',
		'.claude/commands/none.md': 'Ours',
		'.claude/commands/my command.md': 'Do it',
	});
	await writeFiles(server.paths.modes, {
		'night.md': '---\nagent: claude\nheadless: true\n---\nMend {task.id}',
		'none.md': 'Mine',
		'bad.md': 'Do\n{it}',
	});
	const modes = async (words: readonly string[] = [], directory = demo) =>
		runCommand(server, ['modes', ...words], {directory});
	return {server, demo, modes};
};

test('the modes of the project of this folder are listed, each with where it is from', async () => {
	const {modes, server, demo} = await open();
	const {text} = await modes([], path.join(demo, 'src'));

	expect(text).toMatch(/^MODE +RUNS IN +AGENT +WHAT IT DOES +FROM\n/);
	expect(text).toMatch(/^interactive +window +any +Opens .* built in$/m);
	expect(text).toMatch(/^code-review +headless +any +/m);
	expect(text).toMatch(/^night +headless +claude +Mend {task\.id} +\S+night\.md$/m);
	expect(text).toMatch(/^tools-lint +window +any +Looks for dirt +\S+lint\.md$/m);
	expect(text).toContain(`none stands in the place of: ${path.join(server.paths.modes, 'none.md')}, built in`);
});

test('what is wrong with files stands at the end, with file and line', async () => {
	const {modes, server} = await open();
	const lines = (await modes()).text.split('\n');

	expect(lines.slice(-3)).toEqual([
		'What is wrong with files that were meant to be modes:',
		expect.stringMatching(`^${path.join(server.paths.modes, 'bad.md')}:2: \\{it\\} is nothing`),
		expect.stringMatching(/^\.claude\/commands\/my command\.md:1: .*rename it to my-command\.md$/),
	]);
});

test('a program is given all of it', async () => {
	const {modes} = await open();

	expect((await modes()).value).toMatchObject({
		modes: [
			{id: 'interactive'},
			{id: 'code-review', isHeadless: true},
			{},
			{id: 'none', shadows: [{}, 'built in']},
			{},
			{},
		],
		problems: [{line: 2}, {line: 1}],
	});
});

test('a task or a project may be named, elsewhere there are the modes that are there everywhere', async () => {
	const {modes, server} = await open();
	const elsewhere = await temporaryFolder();
	const idsOf = async (...words: readonly string[]) =>
		((await modes(words, elsewhere)).value as {modes: ReadonlyArray<{id: string}>}).modes.map(({id}) => id);

	expect(await idsOf('--task', 'T-1')).toContain('tools-lint');
	expect(await idsOf('--project', 'Demo')).toContain('tools-lint');
	await expect(modes(['--task', 'T-1', '--project', 'Demo'])).rejects.toMatchObject({code: 'malformed'});
	await expect(modes(['--project', 'Other'])).rejects.toMatchObject({code: 'project-not-found'});

	await server.projects.put(project({id: 'p-2', name: 'Other', workingDir: '/srv/other'}));
	expect(await idsOf()).not.toContain('tools-lint');
	expect(await idsOf()).toContain('night');
});

test('files below where one stands, and at home, are shown from there', async () => {
	const {modes, server, demo} = await open();
	const {text} = await runCommand(server, ['modes'], {directory: demo, environment: {HOME: server.folder}});

	expect(text).toMatch(/ \.claude\/commands\/tools\/lint\.md$/m);
	expect(text).toMatch(/ ~\/home\/modes\/night\.md$/m);
	expect((await modes()).text).toMatch(/ \/\S+\/modes\/night\.md$/m);
});
