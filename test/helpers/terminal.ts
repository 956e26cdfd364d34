import {randomUUID} from 'node:crypto';
import {mkdir} from 'node:fs/promises';
import path from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import {expect, onTestFinished} from 'vitest';
import {run} from '../../source/system/run.js';
import {endTmux} from './end-tmux.js';
import {eventually} from './eventually.js';
import type {World} from './world.js';

const app = path.join(import.meta.dirname, '..', '..', 'bin', 'maestro-tui.js');

export type Terminal = {
	/** Keys by tmux's names: `Enter`, `Escape`, `Tab`, `C-j`, or one character. */
	readonly press: (...keys: readonly string[]) => Promise<void>;
	/** Text into a field, at the speed of a person and not of a paste. */
	readonly type: (text: string) => Promise<void>;
	readonly paste: (text: string) => Promise<void>;
	/** Bytes as a terminal sends them by itself: clicks, answers. */
	readonly send: (bytes: string) => Promise<void>;
	/** What the terminal knows of the program, by a format of tmux. */
	readonly ask: (format: string) => Promise<string>;
	readonly screen: () => Promise<string>;
	/** The same with its colours. */
	readonly coloured: () => Promise<string>;
	/** Waits until the screen shows it. */
	readonly shows: (what: string | RegExp) => Promise<string>;
	/** Waits until the screen does not show it any more. */
	readonly hides: (what: string | RegExp) => Promise<string>;
	/** Whether what ran in it has ended. */
	readonly hasEnded: () => Promise<boolean>;
	/** The process that runs in it. */
	readonly pid: () => Promise<number>;
};

type Options = {
	readonly columns?: number;
	readonly rows?: number;
	/** What runs in it; the app unless given. */
	readonly command?: readonly string[];
	/** What the app is started with besides. */
	readonly words?: readonly string[];
	readonly environment?: Readonly<Record<string, string>>;
	/** Where it is started; in the checkout unless given. */
	readonly directory?: string;
};

/**
A real terminal with a program in it: a pane of a tmux server of its own, which the program does not know of.
*/
export const openTerminal = async (
	world: World,
	{
		columns = 80,
		rows = 24,
		words = [],
		command = [process.execPath, app, ...words],
		environment = {},
		directory = world.checkout,
	}: Options = {},
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
		...['new-session', '-d', '-x', String(columns), '-y', String(rows), '-c', directory],
		...['--', 'env', '-u', 'TMUX', '-u', 'TMUX_PANE', ...variables, ...command],
	]);
	await tmux(['set-option', '-g', 'remain-on-exit', 'on']);
	onTestFinished(async () => endTmux({...world.environment, TMUX_TMPDIR: sockets}));

	const screen = async () => tmux(['capture-pane', '-p']);
	const waitFor = async (check: (shown: string) => void) =>
		eventually(async () => {
			const shown = await screen();
			check(shown);
			return shown;
		}, 15_000);
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
		async send(bytes) {
			await tmux(['send-keys', '-H', ...[...Buffer.from(bytes)].map(byte => byte.toString(16))]);
		},
		ask: async format => (await tmux(['display-message', '-p', format])).trim(),
		screen,
		coloured: async () => tmux(['capture-pane', '-p', '-e']),
		shows: async what => waitFor(shown => expect(shown).toMatch(asPattern(what))),
		hides: async what => waitFor(shown => expect(shown).not.toMatch(asPattern(what))),
		hasEnded: async () => (await tmux(['display-message', '-p', '#{pane_dead}'])).trim() === '1',
		pid: async () => Number(await tmux(['display-message', '-p', '#{pane_pid}'])),
	};
};

const asPattern = (what: string | RegExp): RegExp =>
	typeof what === 'string' ? new RegExp(what.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')) : what;
