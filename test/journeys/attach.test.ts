import {chmod, mkdir, readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {eventually} from '../helpers/eventually.js';
import {whereInstalled} from '../helpers/require.js';
import {openTerminal} from '../helpers/terminal.js';
import {createWorld, type World} from '../helpers/world.js';

const door = path.join(import.meta.dirname, '..', '..', 'bin', 'maestro.cjs');

/** A task whose agent waits in a window. */
const withRun = async (more: Parameters<typeof createWorld>[0] = {}): Promise<World & {readonly task: string}> => {
	const world = await createWorld(more);
	await world.begin();
	const task = await world.addTask('Mend the door');
	await world.maestro('dispatch', 'none', task);
	return {...world, task};
};

/** A terminal program of that name, first on the PATH: it writes down its words, and its environment. */
const withTerminal = async (world: World, name: string, more = '') => {
	const folder = path.join(world.folder, 'terminals');
	const [words, variables] = [path.join(folder, 'words'), path.join(folder, 'variables')];
	await mkdir(folder, {recursive: true});
	await writeFile(
		path.join(folder, name),
		`#!/bin/sh\nprintf '%s\\0' "$0" "$@" > ${words}\nenv > ${variables}\n${more}`,
	);
	await chmod(path.join(folder, name), 0o755);
	return {
		environment: {...world.environment, PATH: `${folder}:${world.environment.PATH}`},
		words: async () => (await readFile(words, 'utf8')).split('\0').slice(0, -1),
		variables: async () => readFile(variables, 'utf8'),
	};
};

const tmuxOf = ({environment}: World): string =>
	path.join(environment.TMUX_TMPDIR ?? '', `tmux-${process.getuid?.()}`, 'default');

whereInstalled('tmux')('attaching to a run', () => {
	test('outside, this terminal shows its window until it is detached; so does the command that is printed', async () => {
		const world = await withRun();
		const attach = `${process.execPath} ${door} attach none ${world.task}`;
		const terminal = await openTerminal(world, {
			command: ['sh', '-c', `${attach}; echo "code $?"; read line; eval "$(${attach} --print)"; exec cat`],
		});

		await terminal.shows(/\[maestro.*T-1-none/);
		await terminal.press('C-b', 'd');
		await terminal.shows('Back from T-1-none');
		await terminal.shows('code 0');
		await terminal.press('Enter');

		await terminal.shows(/\[maestro.*T-1-none/);
		expect(await world.typed()).toBe('');
	});

	test('inside the same tmux it switches, and the way back is said', async () => {
		const world = await withRun();
		await world.tmux('new-session', '-d', '-s', 'desk', '-x', '80', '-y', '24', '-c', world.checkout, 'sh');
		const terminal = await openTerminal(world, {command: ['tmux', '-u', 'attach-session', '-t', '=desk']});
		await terminal.shows('[desk]');

		await terminal.type(`${process.execPath} ${door} attach none ${world.task}`);
		await terminal.press('Enter');

		await terminal.shows(/\[maestro.*T-1-none/);
		await terminal.press('C-b', 'L');
		await terminal.shows('Went to T-1-none. To come back, press C-b L.');
	});

	test('without a terminal at hand, one is opened on the desktop; without a desktop it says what to type', async () => {
		const world = await withRun({DISPLAY: ':0', TMUX: undefined});
		const fake = await withTerminal(world, 'xdg-terminal-exec');

		const {stdout} = await world.tryMaestro(['attach', 'none', world.task], {environment: fake.environment});

		expect(stdout).toBe('Opened T-1-none in the terminal of the desktop\n');
		const [program, title, dashes, ...run] = await eventually(fake.words);
		expect([path.basename(program ?? ''), title, dashes]).toEqual(['xdg-terminal-exec', '--title=T-1-none', '--']);
		expect(run).toEqual(['tmux', '-u', '-S', tmuxOf(world), 'attach-session', '-t', '=maestro']);
		expect(await fake.variables()).not.toMatch(/^(?:TMUX|TMUX_PANE|ZELLIJ\w*)=/m);

		const told = async (more: World['environment']) =>
			(await world.tryMaestro(['attach', 'none', world.task], {environment: {...fake.environment, ...more}})).stdout;
		expect(await told({DISPLAY: undefined})).toMatch(
			/^There is no display .*: tmux -u -S \S+ attach-session -t '=maestro'\n$/,
		);
		expect(await told({SSH_CONNECTION: '10.0.0.1 1 10.0.0.2 22', USER: 'ada'})).toMatch(
			/^Over SSH .*: ssh -t '?ada@\S+ -- 'tmux -u -S \S+ attach-session/,
		);
	});

	test('the terminal that is named, or set, comes before any other; one that fails is said to, with its reason and what to type', async () => {
		const world = await withRun({DISPLAY: ':0'});
		await withTerminal(world, 'xdg-terminal-exec');
		const kitty = await withTerminal(world, 'kitty', 'if [ "$1" = broken ]; then echo "no display" >&2; exit 3; fi\n');
		const own = path.join(world.folder, 'terminals', 'kitty');
		const set = async (...terminal: readonly string[]) =>
			writeFile(path.join(world.home, 'settings.json'), JSON.stringify({terminal}));
		const attach = async (...words: readonly string[]) =>
			(await world.tryMaestro(['attach', 'none', world.task, ...words], {environment: kitty.environment})).stdout;

		await attach('--in', 'kitty');
		expect((await kitty.words()).slice(1, 5)).toEqual(['--detach', '--title', 'T-1-none', '--']);
		await set(own, 'mine', '{attach}');
		expect(await attach('--terminal')).toBe(`Opened T-1-none in ${own}\n`);
		expect((await kitty.words()).slice(1, 3)).toEqual(['mine', 'tmux']);
		await set(own, 'broken', '{attach}');
		expect(await attach()).toBe(
			`${own} ended with exit code 3: no display. Type this in a terminal: tmux -u -S ${tmuxOf(world)} attach-session -t '=maestro'\n`,
		);
	});
});
