import {execFileSync} from 'node:child_process';
import {writeFileSync} from 'node:fs';
import {chmod, mkdir, symlink, utimes, writeFile} from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import {expect, test} from 'vitest';
import {memberNames} from '../../../source/dispatch/mode-files/members.js';
import {readUserMode} from '../../../source/dispatch/mode-files/user-mode.js';
import {anyLine} from '../../helpers/any-line.js';
import {type Files, openModes, work} from '../../helpers/mode-files.js';

const own = async (files: Files) => {
	const opened = await openModes(
		Object.fromEntries(Object.entries(files).map(([name, text]) => [`modes/${name}`, text])),
	);
	const {modes, problems} = await opened.list(undefined);
	return {...opened, modes: modes.filter(({source}) => source !== 'built in'), problems};
};

const head = (...lines: readonly string[]) => ['---', ...lines, '---', 'Do {task.id}'].join('\n');

test('a file of the operator is a mode, with all that it says', async () => {
	const {modes, problems, at} = await own({
		'night_shift-2.md': [
			'---',
			'description: Mends it over night',
			'label: Night shift',
			'agent: claude',
			'flags: [--model, "opus 4"]',
			'headless: true',
			'permission: edit',
			'task-status: in_review',
			'---',
			'',
			'Mend {task.id}.',
		].join('\n'),
	});

	expect(problems).toEqual([]);
	expect(modes).toEqual([
		{
			...{id: 'night_shift-2', label: 'Night shift', summary: 'Mends it over night', isHeadless: true},
			...{source: at('modes', 'night_shift-2.md'), shadows: [], agent: 'claude', permission: 'edit'},
			...{extras: ['--model', 'opus 4'], atEnd: {closesWindow: false, taskStatus: 'in_review'}},
			ask: expect.any(Function),
		},
	]);
	expect(modes[0]?.ask(work())).toEqual({prompt: 'Mend T-1.'});
});

test('a file of words alone is a mode in a window that is called as its file', async () => {
	const {modes} = await own({'tidy.md': '# Tidy up\n\nMake {folder} tidy.'});

	expect(modes).toMatchObject([
		{id: 'tidy', label: 'tidy', summary: 'Tidy up', isHeadless: false, extras: [], atEnd: {closesWindow: false}},
	]);
	expect(modes[0]?.ask(work())).toEqual({prompt: '# Tidy up\n\nMake /srv/demo tidy.'});
});

test('a window may be closed at the end, and flags may stand in lines', async () => {
	const {modes} = await own({'a.md': head('at-end: close', 'flags:', '  - --fast', "  - '--name=x y'")});

	expect(modes).toMatchObject([{atEnd: {closesWindow: true}, extras: ['--fast', '--name=x y']}]);
});

test('a mode without words starts its agent with flags and nothing to do', async () => {
	const {modes} = await own({'fast.md': '---\nflags: [--fast]\n---\n'});

	expect(modes[0]?.ask(work())).toEqual({});
	expect(modes[0]?.ask(work({words: 'Look around'}))).toEqual({prompt: 'Look around'});
});

const bad: ReadonlyArray<[title: string, content: string | Uint8Array, line: number, text: RegExp]> = [
	['a member that is not known', head('colour: red'), 2, /colour is no member of a mode; there are description, /],
	['a member that is nearly known', head('agent: claude', 'flag: [a]'), 3, /flag is no member.*did you mean flags\?/],
	['a line that says nothing', head('agent claude'), 2, /expected a line "name: value", got "agent claude"/],
	['a front matter that does not end', '---\nagent: claude\nDo it', 1, /no line "---" ends it/],
	['a member that is there twice', head('agent: claude', 'agent: claude'), 3, /twice/],
	['headless as it is not said', head('headless: yes'), 2, /headless: expected one of true, false, got "yes"/],
	['a permission that is none', head('permission: root'), 2, /permission: expected one of ask, plan, edit, all/],
	['an end that is none', head('at-end: explode'), 2, /at-end: expected one of keep, close/],
	['a status that is none', head('task-status: done'), 2, /task-status: expected one of todo, in_progress/],
	['flags that are no list', head('flags: --model opus'), 2, /flags: expected a list of/],
	['a list that is a description', head('description: [a, b]'), 2, /description: expected 1 to 200 characters/],
	['a label that is too long', head(`label: ${'x'.repeat(61)}`), 2, /label: expected 1 to 60 characters/],
	['an agent that is not known', head('agent: clippy'), 2, /there is no agent clippy; there are claude, windowed/],
	['a permission that its agent does not know', head('agent: windowed', 'permission: plan'), 3, /it knows all/],
	['an agent that needs a window', head('agent: windowed', 'headless: true'), 3, /cannot run without a window/],
	['a window to close that it has not', head('headless: true', 'at-end: close'), 3, /no window to close/],
	['nothing to do and nobody to say it', '---\nheadless: true\n---\n \n', 2, /nobody is there/],
	[
		'a name to fill in that is not known',
		`${head('headless: true')}\n\nSee {task.tittle}`,
		6,
		/mean \{task\.title\}\? Write \{\{/,
	],
	['a name that is nowhere near', 'Call /users/{id}', 1, /Write \{\{id\}\} where the braces/],
	['a line that is not UTF-8', Buffer.from('Do\nm\xFCde\n', 'latin1'), 2, /not UTF-8/],
	['far too much', 'x'.repeat(256 * 1024 + 1), 1, /more than 262144 bytes/],
];

for (const [title, content, line, text] of bad) {
	test(`a file with ${title} is no mode, and its file and line are named`, async () => {
		const {modes, problems, at} = await own({'a.md': content});

		expect(modes).toEqual([]);
		expect(problems).toEqual([{file: at('modes', 'a.md'), line, text: expect.stringMatching(text)}]);
	});
}

test('all that is wrong with a file is told at once, from its beginning', async () => {
	const {problems} = await own({'a.md': '---\nheadless: maybe\ncolour: red\nagent: clippy\n---\n{x}\n'});

	expect(problems.map(({line}) => line)).toEqual([2, 3, 4, 6]);
});

test('a file that says no name says which it could have', async () => {
	const {problems, find} = await own({'my mode.md': 'Do it', [`${'x'.repeat(65)}.md`]: 'Do it', '.md': 'Do it'});

	expect(problems.map(({text}) => text)).toEqual([
		expect.stringMatching(/got "my mode"; rename it to my-mode\.md/),
		expect.stringMatching(/give it a shorter name/),
	]);
	await expect(find('my mode', undefined)).rejects.toMatchObject({
		code: 'malformed',
		message: expect.stringMatching(/my mode\.md:1: .*rename it to my-mode\.md/),
	});
});

test('links are followed, and what is no file is told', async () => {
	const {list, at, write} = await openModes({'modes/sub/deep.md': 'Deep', 'elsewhere/there.md': 'There'});
	await symlink(at('elsewhere', 'there.md'), at('modes', 'linked.md'));
	await symlink('/nowhere.md', at('modes', 'gone.md'));
	await symlink('loop.md', at('modes', 'loop.md'));
	await symlink(at('modes'), at('modes', 'around'));
	execFileSync('mkfifo', [at('modes', 'pipe.md')]);
	await write({'modes/.hidden.md': '---', 'modes/notes.txt': '---', 'modes/folder.md/': ''});

	const {modes, problems} = await list(undefined);

	expect(modes.filter(({source}) => source !== 'built in').map(({id}) => id)).toEqual(['linked']);
	expect(problems.map(({file, text}) => `${path.relative(at('modes'), file)}: ${text}`)).toEqual([
		'gone.md: it is a link that leads nowhere',
		'loop.md: it is a link that leads nowhere',
		'pipe.md: it is neither a file nor a folder',
		'around: folders in here are not read; put its files further up',
		'folder.md: folders in here are not read; put its files further up',
		'sub: folders in here are not read; put its files further up',
	]);
});

test.skipIf(process.getuid?.() === 0)('a file that may not be read is told, and is a mode once it may be', async () => {
	const {list, find, at} = await openModes({'modes/a.md': 'Do it'});
	await chmod(at('modes', 'a.md'), 0o000);

	expect((await list(undefined)).problems).toMatchObject([{line: 1, text: expect.stringMatching(/cannot be read/)}]);

	await chmod(at('modes', 'a.md'), 0o600);
	expect((await find('a', undefined)).id).toBe('a');
});

test('what was changed is read again, and what was not is not', async () => {
	const {find, at} = await openModes({'modes/a.md': 'One', 'modes/b.md': 'Bee'});
	const [one, bee] = [await find('a', undefined), await find('b', undefined)];

	await writeFile(at('modes', 'a.md'), 'Two');
	await utimes(at('modes', 'a.md'), 1, 1);

	expect((await find('a', undefined)).ask(work())).toEqual({prompt: 'Two'});
	expect(one.ask(work())).toEqual({prompt: 'One'});
	expect((await find('b', undefined)).ask).toBe(bee.ask);
});

test('what comes between a look and the watching of it is seen', async () => {
	let looks = 0;
	const {list, at} = await openModes({'modes/a.md': 'One'}, () => {
		looks += 1;
		writeFileSync(at('modes', 'b.md'), 'Two');
		return looks === 1;
	});

	expect((await list(undefined)).modes.map(({id}) => id)).toContain('b');
	expect(looks).toBe(2);
});

test('of more than 500 files the first are modes, and the rest are told', async () => {
	const {modes, problems} = await own(
		Object.fromEntries(Array.from({length: 501}, (_, index) => [`m${String(index).padStart(3, '0')}.md`, 'Do it'])),
	);

	expect(modes).toHaveLength(500);
	expect(problems).toMatchObject([{text: expect.stringMatching(/more than 500 files/)}]);
});

test('a folder that is not there has no modes and no problems', async () => {
	const {list, at} = await openModes();
	await mkdir(at('other'));

	expect((await list(undefined)).problems).toEqual([]);
});

test('reading any text answers a mode or a problem, and never throws', () => {
	const member = fc.tuple(fc.constantFrom(...memberNames, 'x'), anyLine).map(([name, value]) => `${name}: ${value}`);
	const lines = fc.array(fc.oneof(member, fc.constantFrom('---', '- a', '{task.id}', '{x}'), anyLine));
	fc.assert(
		fc.property(lines, some => {
			const {mode, problems} = readUserMode({id: 'a', source: '/a.md', content: ['---', ...some].join('\n')}, []);

			expect(mode === undefined).toBe(problems.length > 0);
			expect(typeof (mode?.ask(work()).prompt ?? '')).toBe('string');
		}),
	);
});
