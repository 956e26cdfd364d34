import {randomUUID} from 'node:crypto';
import {mkdir} from 'node:fs/promises';
import path from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import {expect, onTestFinished} from 'vitest';
import {run} from '../../source/system/run.js';
import {eventually} from './eventually.js';
import type {World} from './world.js';

const app = path.join(import.meta.dirname, '..', '..', 'bin', 'maestro-tui.js');

export type Terminal = {
	/** Keys by tmux's names: `Enter`, `Escape`, `Tab`, `C-j`, or one character. */
	readonly press: (...keys: readonly string[]) => Promise<void>;
	/** Text into a field, at the speed of a person and not of a paste. */
	readonly type: (text: string) => Promise<void>;
	readonly paste: (text: string) => Promise<void>;
	readonly screen: () => Promise<string>;
	/** Waits until the screen shows it. */
	readonly shows: (what: string | RegExp) => Promise<string>;
	/** The process that runs in it. */
	readonly pid: () => Promise<number>;
};

type Options = {
	readonly columns?: number;
	readonly rows?: number;
	/** What runs in it; the app unless given. */
	readonly command?: readonly string[];
	readonly environment?: Readonly<Record<string, string>>;
};

/**
A real terminal with a program in it: a pane of a tmux server of its own, which the program does not know of.
*/
export const openTerminal = async (
	world: World,
	{columns = 80, rows = 24, command = [process.execPath, app], environment = {}}: Options = {},
): Promise<Terminal> => {
	const sockets = path.join(world.folder, `o${randomUUID().slice(0, 4)}`);
	await mkdir(sockets);
	const tmux = async (args: readonly string[], input?: string) => {
		const {stdout, stderr, exitCode} = await run('tmux', ['-u', '-f', '/dev/null', ...args], {
			environment: {...world.environment, TMUX_TMPDIR: sockets},
			directory: world.checkout,
			...(input === undefined ? {} : {input}),
		});
		if (exitCode !== 0) {
			throw new Error(`tmux ${args.join(' ')} ended with ${exitCode}: ${stderr}`);
		}

		return stdout;
	};
	const variables = Object.entries({TMUX_TMPDIR: world.environment.TMUX_TMPDIR ?? '', ...environment}).map(
		([name, value]) => `${name}=${value}`,
	);
	await tmux([
		...['new-session', '-d', '-x', String(columns), '-y', String(rows), '-c', world.checkout],
		...['--', 'env', '-u', 'TMUX', '-u', 'TMUX_PANE', ...variables, ...command],
	]);
	await tmux(['set-option', '-g', 'remain-on-exit', 'on']);
	onTestFinished(async () => {
		await run('tmux', ['kill-server'], {environment: {...world.environment, TMUX_TMPDIR: sockets}});
	});

	const screen = async () => tmux(['capture-pane', '-p']);
	const press: Terminal['press'] = async (...keys) => {
		for (const key of keys) {
			await tmux(['send-keys', '--', key]);
		}
	};

	return {
		press,
		async type(text) {
			for (const character of text) {
				// Four characters within 150 ms are a burst to the app, and not a person at the keys.
				await pause(60);
				await tmux(['send-keys', '-l', '--', character === ';' ? '\\;' : character]);
			}
		},
		async paste(text) {
			await tmux(['load-buffer', '-'], text);
			await tmux(['paste-buffer', '-p', '-r']);
		},
		screen,
		shows: async what =>
			eventually(async () => {
				const shown = await screen();
				if (typeof what === 'string') {
					expect(shown).toContain(what);
				} else {
					expect(shown).toMatch(what);
				}

				return shown;
			}, 15_000),
		pid: async () => Number(await tmux(['display-message', '-p', '#{pane_pid}'])),
	};
};
