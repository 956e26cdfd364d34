import {symlink} from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import {expect, test} from 'vitest';
import {readCommandFile} from '../../../source/dispatch/mode-files/command-file.js';
import {anyLine} from '../../helpers/any-line.js';
import {type Files, openModes, work} from '../../helpers/mode-files.js';

/** A work tree `demo/` with these command files. */
const commands = async (files: Files) =>
	openModes({
		'demo/.git/': '',
		...Object.fromEntries(Object.entries(files).map(([name, text]) => [`demo/.claude/commands/${name}`, text])),
	});

const found = async ({list, at}: Awaited<ReturnType<typeof commands>>, directory = at('demo')) => {
	const {modes, problems} = await list(directory);
	return {modes: modes.filter(({source}) => source !== 'built in'), problems};
};

test('a command file is a mode: its command for agents that know it, its text for all others', async () => {
	const opened = await commands({
		'sub/deep.md':
			'---\ndescription: Digs\nallowed-tools: Bash(git:*), Read\nmodel: opus\nhooks:\n  Stop:\n    - x: |\n---\n\nDig for $ARGUMENTS.\n',
	});
	const {modes, problems} = await found(opened);

	expect(problems).toEqual([]);
	expect(modes).toEqual([
		{
			...{id: 'sub-deep', label: '/sub:deep', summary: 'Digs', isHeadless: false, extras: [], atEnd: {}, shadows: []},
			...{source: opened.at('demo/.claude/commands/sub/deep.md'), ask: expect.any(Function)},
		},
	]);
	expect(modes[0]?.ask(work({words: 'with care '}))).toEqual({
		command: '/sub:deep T-1 with care',
		prompt: 'Dig for T-1 with care.',
	});
});

test('front matter that only the client understands is no problem, and what it says first is the summary', async () => {
	const {modes, problems} = await found(
		await commands({'a.md': '---\nx: {y: [\n\tz\n---\n## Look\n', 'b.md': '---\nLook'}),
	);

	expect(problems).toEqual([]);
	expect(modes.map(({id, summary}) => [id, summary])).toEqual([
		['a', 'Look'],
		['b', 'Look'],
	]);
});

const texts: ReadonlyArray<[title: string, text: string, words: string | undefined, prompt: string]> = [
	['the first word is the task, the second what the operator says', '$0: $1, $2.', 'up  down', 'T-1: up, down.'],
	['a word that there is not is nothing', '$1|$ARGUMENTS', undefined, '|T-1'],
	['a text without a place has them at its end', 'Dig', 'up', 'Dig\n\nARGUMENTS: T-1 up'],
	['a sum of money is no word', 'It costs $100; $ARGUMENTS', undefined, 'It costs $100; T-1'],
	['what the words hold is not filled in', '<$1><$2>', '$ARGUMENTS $0', '<$ARGUMENTS><$0>'],
	['braces are the text of the file', '{task.id} $0', undefined, '{task.id} T-1'],
];

for (const [title, text, words, prompt] of texts) {
	test(title, () => {
		const {mode} = readCommandFile({id: 'a', source: '/a.md', parts: ['a'], content: text});

		expect(mode?.ask(work({words})).prompt).toBe(prompt);
	});
}

test('command files are found upwards to the root of the work tree, and no further', async () => {
	const {list, at} = await openModes({
		'.claude/commands/outside.md': 'Outside',
		'demo/.git/': '',
		'demo/.claude/commands/top.md': 'Top',
		'demo/.claude/commands/both.md': 'Far',
		'demo/packages/door/.claude/commands/both.md': 'Near',
		'demo/packages/door/src/': '',
		'demo/packages/other/.claude/commands/other.md': 'Other',
		'bare/.claude/commands/bare.md': 'Bare',
		'bare/below/': '',
	});
	const idsAt = async (...parts: readonly string[]) =>
		(await list(at(...parts))).modes.filter(({source}) => source !== 'built in').map(({id}) => id);

	expect(await idsAt('demo', 'packages', 'door', 'src')).toEqual(['both', 'top']);
	expect(await idsAt('bare')).toEqual(['bare']);
	expect(await idsAt('bare', 'below')).toEqual([]);

	const {modes} = await list(at('demo', 'packages', 'door', 'src'));
	const both = modes.find(({id}) => id === 'both');
	expect(both?.ask(work()).prompt).toMatch(/^Near/);
	expect(both?.shadows).toEqual([at('demo/.claude/commands/both.md')]);
});

for (const [kind, gitdir] of [
	['as git writes it', '{main}/.git/worktrees/linked\n'],
	['relative', '../main/.git/worktrees/linked\n'],
] as const) {
	test(`a linked work tree has the command files of the main one, too (${kind}), as text`, async () => {
		const {list, at, write} = await openModes({
			'main/.git/worktrees/linked/': '',
			'main/.claude/commands/only-main.md': 'Main $0',
			'main/.claude/commands/both.md': 'Far',
			'main/door/.claude/commands/inner.md': 'Inner',
			'linked/.claude/commands/both.md': 'Near',
			'linked/door/': '',
		});
		await write({'linked/.git': `gitdir: ${gitdir.replace('{main}', at('main'))}`});

		const {modes, problems} = await list(at('linked', 'door'));
		const asked = (id: string) => modes.find(mode => mode.id === id)?.ask(work());

		expect(problems).toEqual([]);
		expect(asked('only-main')).toEqual({prompt: 'Main T-1'});
		expect(asked('inner')).toEqual({prompt: 'Inner\n\nARGUMENTS: T-1'});
		expect(asked('both')).toEqual({command: '/both T-1', prompt: 'Near\n\nARGUMENTS: T-1'});
		expect(modes.find(({id}) => id === 'both')?.shadows).toEqual([at('main/.claude/commands/both.md')]);
	});
}

test('a submodule, and a file that git did not write, lead nowhere else', async () => {
	const {list, at} = await openModes({
		'demo/.claude/commands/a.md': 'A',
		'demo/sub/.git': 'gitdir: ../.git/modules/sub\n',
		'odd/.git': Buffer.from([0xff, 0x00, 0x0a]),
	});

	expect(await list(at('demo', 'sub'))).toMatchObject({problems: []});
	expect((await list(at('demo', 'sub'))).modes.map(({id}) => id)).not.toContain('a');
	expect((await list(at('odd'))).problems).toEqual([]);
});

test('the modes of the project stand before the operator’s, and those before the built-in ones, which is shown', async () => {
	const {list, at} = await openModes({
		'modes/code-review.md': 'Mine',
		'modes/none.md': 'Mine',
		'demo/.git/': '',
		'demo/.claude/commands/code-review.md': 'Ours',
	});

	expect((await list(at('demo'))).modes.map(({id, source, shadows}) => [id, source, shadows])).toEqual([
		['interactive', 'built in', []],
		['code-review', at('demo/.claude/commands/code-review.md'), [at('modes/code-review.md'), 'built in']],
		['documentation', 'built in', []],
		['none', at('modes/none.md'), ['built in']],
	]);
	expect((await list(undefined)).modes.map(({source}) => source)).toContain(at('modes/code-review.md'));
});

test('a file that is no mode is not replaced by what it stands before', async () => {
	const {list, find, at} = await openModes({'modes/code-review.md': '---\ncolour: red\n---\nMine'});

	expect((await list(undefined)).modes.map(({id}) => id)).not.toContain('code-review');
	await expect(find('code-review', undefined)).rejects.toMatchObject({
		code: 'malformed',
		message: expect.stringMatching(`${at('modes/code-review.md')}:2: colour`),
	});
});

test('two files of one name are refused with both, and told', async () => {
	const {find, list, at} = await commands({'a/b.md': 'One', 'a-b.md': 'Two', 'c.md': 'Three'});
	const {modes, problems} = await list(at('demo'));

	expect(modes.map(({id}) => id)).not.toContain('a-b');
	expect(problems.map(({file}) => path.relative(at('demo/.claude/commands'), file)).sort()).toEqual([
		'a-b.md',
		'a/b.md',
	]);
	expect(problems[0]?.text).toMatch(/both are the mode a-b; rename one of them/);
	for (const name of ['a-b', 'a:b', 'a/b', 'b']) {
		await expect(find(name, at('demo'))).rejects.toMatchObject({
			code: 'mode-ambiguous',
			message: expect.stringMatching(/a-b\.md.*a\/b\.md/),
		});
	}
});

test('a nested command is found by its id, its command, its path and its end', async () => {
	const {find, at} = await commands({'tools/git/tidy.md': 'Tidy', 'tools/lint.md': 'Lint', 'lint.md': 'All'});
	const idOf = async (name: string) => (await find(name, at('demo'))).id;

	for (const name of ['tools-git-tidy', 'tools:git:tidy', 'tools/git/tidy', 'git:tidy', 'git-tidy', 'tidy']) {
		expect(await idOf(name)).toBe('tools-git-tidy');
	}

	expect(await idOf('lint')).toBe('lint');
	expect(await idOf('tools:lint')).toBe('tools-lint');
});

test('an end that several commands have is refused with the choices', async () => {
	const {find, at} = await commands({'one/tidy.md': 'One', 'two/tidy.md': 'Two'});

	await expect(find('tidy', at('demo'))).rejects.toMatchObject({
		code: 'mode-ambiguous',
		message: 'tidy may be each of one-tidy, two-tidy; say which',
	});
});

const unknown: ReadonlyArray<[name: string, message: RegExp]> = [
	['code-reveiw', /no mode code-reveiw; did you mean code-review\?/],
	['xyz', /no mode xyz; maestro modes lists/],
	['code:review', /did you mean code-review\?/],
	['a\u001B[31mb', /no mode ab;/],
	['', /no mode "";/],
	['../../etc/passwd', /no mode/],
	['constructor', /no mode/],
];

for (const [name, message] of unknown) {
	test(`there is no mode ${JSON.stringify(name)}, which is said with what may be meant`, async () => {
		const {find, at} = await commands({'tools/lint.md': 'Lint'});

		await expect(find(name, at('demo'))).rejects.toMatchObject({
			code: 'mode-not-found',
			message: expect.stringMatching(message),
		});
	});
}

const bad: ReadonlyArray<[title: string, name: string, content: string | Uint8Array, text: RegExp]> = [
	['whose name has a blank', 'my command.md', 'Do it', /got "my command"; rename it to my-command\.md/],
	['whose name has a dot', 'v1.2.md', 'Do it', /rename it to v1-2\.md/],
	['whose folder has a blank', 'my tools/lint.md', 'Do it', /got "my tools\/lint"; rename it to my-tools\/lint\.md/],
	['that says nothing', 'a.md', '---\ndescription: A\n---\n\n', /expected what the agent is to do, got nothing/],
	['that is not UTF-8', 'a.md', Buffer.from([0x61, 0xff]), /not UTF-8/],
	['that lies too deep', '1/2/3/4/5/6/7/8/9/a.md', 'Do it', /more than 8 folders deep/],
];

for (const [title, name, content, text] of bad) {
	test(`a command file ${title} is told`, async () => {
		const {modes, problems} = await found(await commands({[name]: content}));

		expect(modes).toEqual([]);
		expect(problems).toMatchObject([{text: expect.stringMatching(text)}]);
	});
}

test('links inside the work tree are followed, those out of it and in circles are told', async () => {
	const opened = await commands({'a.md': 'A'});
	const {at, write} = opened;
	await write({'demo/prompts/shared.md': 'Shared', 'secret/key.md': 'Secret', 'secret/note.txt': ''});
	const link = async (target: string, name: string) => symlink(target, at('demo/.claude/commands', name));
	await link('../../prompts', 'more');
	await link(at('secret/key.md'), 'key.md');
	await link(at('secret'), 'keys');
	await link('.', 'again');

	const {modes, problems} = await found(opened);

	expect(modes.map(({id}) => id)).toEqual(['a', 'more-shared']);
	expect(problems.map(({file, text}) => `${path.basename(file)}: ${text}`)).toEqual([
		`key.md: it is a link that leads out of the work tree, to ${at('secret/key.md')}`,
		`keys: it is a link that leads out of the work tree, to ${at('secret')}`,
		'again: it is a link to a folder that it is in',
	]);
});

test('a folder of commands that is itself a link out of the work tree is told, and not read', async () => {
	const {list, at} = await openModes({'demo/.git/': '', 'secret/commands/key.md': 'Secret'});
	await symlink(at('secret'), at('demo/.claude'));

	expect((await list(at('demo'))).problems).toMatchObject([
		{text: expect.stringMatching(/leads out of the work tree/)},
	]);
	expect((await list(at('demo'))).modes.map(({id}) => id)).not.toContain('key');
});

test('reading any text never throws, and a command is one word and the task', () => {
	const content = fc.array(fc.oneof(fc.constantFrom('---', '$ARGUMENTS', '$1', 'a: b'), anyLine));
	fc.assert(
		fc.property(content, anyLine, (lines, words) => {
			const {mode, problems} = readCommandFile({
				...{id: 'a-b', source: '/a.md', parts: ['a', 'b'], content: lines.join('\n')},
			});

			expect(mode === undefined).toBe(problems.length > 0);
			expect(mode?.ask(work({words})).command ?? '/a:b T-1').toMatch(/^\/a:b T-1/);
		}),
	);
});
