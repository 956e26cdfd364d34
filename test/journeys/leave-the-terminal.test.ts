import {readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import headless from '@xterm/headless';
import {expect, onTestFinished, test} from 'vitest';
import {run} from '../../source/system/run.js';
import {eventually} from '../helpers/eventually.js';
import {whereInstalled} from '../helpers/require.js';
import {openTerminal} from '../helpers/terminal.js';
import {createWorld} from '../helpers/world.js';

/** What goes wrong in a program, when the test wants it to. */
const bugs = `
process.on('SIGIO', () => { throw new Error('a bug was thrown'); });
process.on('SIGPWR', () => { Promise.reject(new Error('a bug was not caught')); });
process.on('SIGURG', () => process.exit(7));
`;

/** A shell with job control in a real terminal, and all that went to that terminal in a file. */
const openShell = async () => {
	const world = await createWorld();
	await world.maestro('server', 'start');
	const [output, pidFile, bugsFile] = ['output', 'pid', 'bugs.mjs'].map(name => path.join(world.folder, name)) as [
		string,
		string,
		string,
	];
	await writeFile(bugsFile, bugs);
	const terminal = await openTerminal(world, {
		command: ['script', '-qf', '-c', 'bash --norc --noediting -i', output],
		environment: {PS1: '$ ', NODE_OPTIONS: `--import=${bugsFile}`},
	});
	// `script` outlives the terminal that it is in, and so would all that it is for.
	const script = await terminal.pid();
	onTestFinished(() => {
		if (isThere(script)) {
			process.kill(script, 'SIGKILL');
		}
	});
	const app = path.join(import.meta.dirname, '..', '..', 'bin', 'maestro-tui.js');
	await writeFile(path.join(world.folder, 'go'), `echo $$ > ${pidFile}; exec ${process.execPath} ${app}\n`);
	await terminal.shows('$');

	return {
		...terminal,
		enter: async (line: string) => terminal.send(`${line}\r`),
		async start() {
			await terminal.send(`clear; sh ${world.folder}/go; echo "after $?"; stty -a\r`);
			await terminal.shows('[Sessions]');
			await terminal.shows('● maestro-tui');
		},
		signal: async (name: NodeJS.Signals) => process.kill(Number(await readFile(pidFile, 'utf8')), name),
		isRunning: async () => {
			const pid = (await readFile(pidFile, 'utf8')).trim();
			return (await run('ps', ['-o', 'stat=', '-p', pid])).stdout.trim().replace(/^Z.*/, '') !== '';
		},
		/** What is on at the terminal, as far as tmux tells, and as far as a model tells that got the same bytes. */
		async modes() {
			const known = await terminal.ask(
				'#{alternate_on} #{cursor_flag} #{wrap_flag} #{mouse_any_flag} #{mouse_sgr_flag}',
			);
			const model = new headless.Terminal({cols: 80, rows: 24, allowProposedApi: true});
			const written = await readFile(output, 'utf8');
			await new Promise<void>(resolve => {
				model.write(written, resolve);
			});
			const {bracketedPasteMode, mouseTrackingMode, sendFocusMode, wraparoundMode} = model.modes;
			return {
				known,
				screen: model.buffer.active.type,
				bracketedPasteMode,
				mouseTrackingMode,
				sendFocusMode,
				wraparoundMode,
			};
		},
	};
};

const isThere = (pid: number): boolean => {
	try {
		return process.kill(pid, 0);
	} catch {
		return false;
	}
};

type Shell = Awaited<ReturnType<typeof openShell>>;

const clean = {
	known: '0 1 1 0 0',
	screen: 'normal',
	bracketedPasteMode: false,
	mouseTrackingMode: 'none',
	sendFocusMode: false,
	wraparoundMode: true,
};

const expectWhole = async (shell: Shell, how: string): Promise<string> => {
	const shown = await shell.shows(/^after \d+[\s\S]*^isig icanon iexten echo /m);
	expect(shown, how).not.toContain('[Sessions]');
	await eventually(async () => expect(await shell.modes(), how).toEqual(clean));
	return shown;
};

whereInstalled('tmux')('the terminal, when it is left', () => {
	test('whatever asks it to end, the terminal is given back as it was', async () => {
		const shell = await openShell();

		for (const name of ['SIGTERM', 'SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGUSR2', 'SIGALRM'] as const) {
			await shell.start();
			await shell.signal(name);
			await expectWhole(shell, name);
		}
	});

	test('a bug is told of after the terminal is given back', async () => {
		const shell = await openShell();

		for (const [name, said] of [
			['SIGIO', 'a bug was thrown'],
			['SIGPWR', 'a bug was not caught'],
			['SIGURG', 'after 7'],
		] as const) {
			await shell.start();
			await shell.signal(name);
			expect(await expectWhole(shell, name)).toContain(said);
		}
	});

	test('ctrl+z gives the terminal to the shell, and fg brings the screen back', async () => {
		const shell = await openShell();

		await shell.start();
		await shell.press('C-z');
		await shell.shows('Stopped');
		await eventually(async () => expect(await shell.modes()).toEqual(clean));
		await shell.enter('fg');
		await shell.shows('[Sessions]');
		expect(await shell.ask('#{alternate_on} #{cursor_flag} #{wrap_flag}')).toBe('1 0 0');

		await shell.signal('SIGTSTP');
		await shell.shows('Stopped');
		await eventually(async () => expect(await shell.modes()).toEqual(clean));
		await shell.enter('fg');
		await shell.shows('[Sessions]');

		await shell.press('q');
		await shell.shows(/\$\s*$/);
		await eventually(async () => expect(await shell.modes()).toEqual(clean));
	});

	test('one that was stopped without being asked draws itself anew when it goes on', async () => {
		const shell = await openShell();

		await shell.start();
		await shell.signal('SIGSTOP');
		await shell.shows('Stopped');
		// What the terminal has answered meanwhile is in the shell's line.
		await shell.enter('\u0015fg');
		await shell.hides('Stopped');
		await shell.shows('[Sessions]');
		await shell.press('?');
		await shell.shows('› Keys');
	});

	test('after one that was killed the next one leaves the terminal whole', async () => {
		const shell = await openShell();

		await shell.start();
		await shell.signal('SIGKILL');
		await shell.shows(/^after 137/m);
		await shell.start();
		await shell.press('q');
		await expectWhole(shell, 'q');
	});

	test('it ends with its terminal', async () => {
		const shell = await openShell();

		await shell.start();
		process.kill(await shell.pid(), 'SIGKILL');

		await eventually(async () => expect(await shell.isRunning()).toBe(false));
	});
});
