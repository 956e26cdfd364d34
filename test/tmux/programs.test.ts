import {chmod, mkdir, readFile, rm, symlink, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import type {Run} from '../../source/system/run.js';
import {eventually} from '../helpers/eventually.js';
import {newWindow} from '../helpers/new-window.js';
import {type PrivateTmux, privateTmux} from '../helpers/private-tmux.js';
import {testIf, whereInstalled} from '../helpers/require.js';

// What a program in a window got, told by itself.
const teller = `
const fs = require('node:fs');
const file = process.argv[1];
fs.writeFileSync(file + '.new', JSON.stringify({args: process.argv.slice(2), environment: process.env, directory: process.cwd()}));
fs.renameSync(file + '.new', file);
setInterval(() => {}, 1e6);
`;

type Told = {
	readonly args: readonly string[];
	readonly environment: Readonly<Record<string, string>>;
	readonly directory: string;
};

type Asked = {
	readonly args?: readonly string[];
	readonly environment?: Readonly<Record<string, string>>;
	readonly without?: readonly string[];
	readonly directory?: string;
};

const tell = async (server: PrivateTmux, {args = [], directory = server.folder, ...more}: Asked): Promise<Told> => {
	const file = path.join(server.folder, 'told');
	const command = [process.execPath, '-e', teller, '--', file, ...args] as const;
	await server.create().openWindow(newWindow({directory, command, ...more}));
	return eventually(async () => JSON.parse(await readFile(file, 'utf8')));
};

whereInstalled('tmux')('programs in windows of tmux', () => {
	for (const name of ['IFS', 'PWD', '_', 'npm_config_//registry', 'A B', '-u', 'BASH_FUNC_x%%']) {
		test(`a variable ${name}, which would not arrive as it is, is refused`, async () => {
			const {create, folder} = await privateTmux();

			const opening = create().openWindow(newWindow({directory: folder, environment: {[name]: 'x'}}));

			await expect(opening).rejects.toMatchObject({code: 'malformed'});
		});
	}

	test('a window inherits what the person’s server was started with, but for what it must not', async () => {
		const server = await privateTmux({
			environment: {KEPT: 'kept', LEFT_OUT: 'left out', GIVEN: 'old', CLAUDECODE: '1'},
		});
		await server.tmux('new-session', '-d', '-s', 'own', 'sleep 600');

		const told = await tell(server, {
			without: ['LEFT_OUT', 'GIVEN', 'CLAUDECODE', 'NOT_THERE', 'A=B', '', '-u', 'a;'],
			environment: {GIVEN: 'new'},
		});

		expect(told.environment).toMatchObject({KEPT: 'kept', GIVEN: 'new'});
		expect(Object.keys(told.environment)).not.toContain('LEFT_OUT');
		expect(Object.keys(told.environment)).not.toContain('CLAUDECODE');
	});

	test('a server that we start hands on what the person has set, and nothing of the session that we run in', async () => {
		const environment = {
			...{
				CLAUDECODE: '1',
				CLAUDE_CODE_ENTRYPOINT: 'cli',
				MAESTRO_SESSION_TOKEN: 'secret',
				NODE_OPTIONS: '--no-warnings',
			},
			...{npm_config_cache: '/x', ZELLIJ: '0', ANTHROPIC_API_KEY: 'key', MAESTRO_HOME: '/home'},
		};

		const told = await tell(await privateTmux({environment}), {});

		expect(
			Object.keys(told.environment)
				.filter(name => name in environment)
				.toSorted(),
		).toEqual(['ANTHROPIC_API_KEY', 'MAESTRO_HOME']);
	});

	test('the agent is the window’s own program: its process is the one that the list names', async () => {
		const {create, folder} = await privateTmux();
		const file = path.join(folder, 'pid');

		const {window} = await create().openWindow(
			newWindow({directory: folder, command: ['sh', '-c', `echo $$ > '${file}'; exec sleep 600`], without: ['X']}),
		);

		await eventually(async () => expect(await readFile(file, 'utf8')).toBe(`${window.pid}\n`));
	});

	test('the folder of a window is the one that splits of it open in, whatever it is called', async () => {
		const server = await privateTmux();
		const multiplexer = server.create();
		const names = ['plain', 'a b', '#(touch pwned)', '#{version}', '##[x', '#[fg=red]', '###', 'ends with ;'];

		for (const [index, name] of names.entries()) {
			const directory = path.join(server.folder, name);
			await mkdir(directory);
			const {window} = await multiplexer.openWindow(newWindow({directory, key: `key_0000${index}`}));
			const paths = await server.tmux('list-panes', '-t', window.id, '-F', '#{pane_start_path}');
			expect(paths).toBe(directory);
		}

		await expect(readFile(path.join(server.folder, 'pwned'))).rejects.toThrow('ENOENT');
	});

	test('a program starts in the folder that a link leads to', async () => {
		const server = await privateTmux();
		await mkdir(path.join(server.folder, 'real'));
		await symlink('real', path.join(server.folder, 'link'));

		const told = await tell(server, {directory: path.join(server.folder, 'link')});

		expect(told.directory).toBe(path.join(server.folder, 'real'));
	});

	test('a program does not start elsewhere when its folder goes away at the last moment', async () => {
		const server = await privateTmux();
		const directory = path.join(server.folder, 'gone');
		const removing: Run = async (program, args, options) => {
			if (args.includes('new-window')) {
				await rm(directory, {recursive: true, force: true});
			}

			return server.run(program, args, options);
		};
		const multiplexer = server.create({run: removing});
		await mkdir(directory);

		const {window} = await multiplexer.openWindow(
			newWindow({directory, command: ['touch', path.join(server.folder, 'started')]}),
		);

		await eventually(async () => expect((await multiplexer.listWindows())[0]?.life.state).toBe('ended'));
		expect(await multiplexer.capture(window, {lines: 5, colours: false})).toMatch(/can't cd to|No such file/);
		await expect(readFile(path.join(server.folder, 'started'))).rejects.toThrow('ENOENT');
	});

	testIf(process.getuid?.() !== 0, 'root can look into every folder')(
		'a folder that cannot be looked at is refused',
		async () => {
			const {create, folder} = await privateTmux();
			await mkdir(path.join(folder, 'closed', 'inner'), {recursive: true});
			await chmod(path.join(folder, 'closed'), 0);

			const opening = create().openWindow(newWindow({directory: path.join(folder, 'closed', 'inner')}));

			await expect(opening).rejects.toMatchObject({code: 'bad-directory'});
		},
	);

	const broken: ReadonlyArray<[what: string, program: string, exitCode: number]> = [
		['is missing', 'missing', 127],
		['is a folder', 'folder', 126],
		['may not be run', 'file', 126],
	];

	for (const [what, name, exitCode] of broken) {
		test(`a program that ${what} ends its window with ${exitCode}, and the window says why`, async () => {
			const {create, folder} = await privateTmux();
			const multiplexer = create();
			await mkdir(path.join(folder, 'folder'));
			await writeFile(path.join(folder, 'file'), '#!/bin/sh\n', {mode: 0o600});

			const {window} = await multiplexer.openWindow(newWindow({directory: folder, command: [path.join(folder, name)]}));

			await eventually(async () =>
				expect((await multiplexer.listWindows())[0]?.life).toEqual({state: 'ended', exitCode}),
			);
			expect(await multiplexer.capture(window, {lines: 5, colours: false})).toContain(name);
		});
	}

	test('a program with a space and a = in its name, and no arguments, is run and not read as a shell line', async () => {
		const {create, folder} = await privateTmux();
		const multiplexer = create();
		const program = path.join(folder, 'A=my prog; $(x)');
		await writeFile(program, '#!/bin/sh\necho "ran with $#"\nread -r line\n', {mode: 0o700});

		const {window} = await multiplexer.openWindow(newWindow({directory: folder, command: [program], without: ['X']}));

		await eventually(async () =>
			expect(await multiplexer.capture(window, {lines: 5, colours: false})).toBe('ran with 0'),
		);
	});

	test('what fits into one call of tmux is opened, and a byte more is refused', async () => {
		const {create, folder} = await privateTmux();
		const multiplexer = create();
		const open = async (bytes: number) =>
			multiplexer.openWindow(newWindow({directory: folder, command: ['sleep', '600', 'x'.repeat(bytes)]}));
		const bytes = Number(/and these are (\d+)/.exec(String(await open(20_000).catch(String)))?.[1]);

		// What is left of 16364 when all but the text is taken away.
		const most = 16_364 - (bytes - 20_000);
		await expect(open(most + 1)).rejects.toMatchObject({code: 'too-large'});
		expect((await open(most)).how).toBe('created');
	});

	test('more than a thousand arguments are refused, as newer versions do not take them', async () => {
		const {create, folder} = await privateTmux();

		const opening = create().openWindow(
			newWindow({directory: folder, command: ['echo', ...Array.from({length: 1200}, () => 'x')]}),
		);

		await expect(opening).rejects.toMatchObject({code: 'too-large'});
	});
});
