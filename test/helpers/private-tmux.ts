import path from 'node:path';
import {expect, onTestFinished} from 'vitest';
import type {Multiplexer} from '../../source/multiplexer/multiplexer.js';
import {listRunning, signalGroup} from '../../source/system/processes.js';
import {type Run, run} from '../../source/system/run.js';
import {type Talk, talk} from '../../source/system/talk.js';
import {createTmux} from '../../source/tmux/tmux.js';
import {eventually} from './eventually.js';
import {temporaryFolder} from './temporary.js';

type Environment = Readonly<Record<string, string | undefined>>;

type Options = {
	/** A configuration file of tmux; none unless given. */
	readonly config?: string;
	/** Variables on top of ours. */
	readonly environment?: Environment;
};

export type PrivateTmux = {
	/** Holds the socket. */
	readonly folder: string;
	readonly socket: string;
	readonly environment: Environment;
	/** Runs programs as the driver does; `tmux` without anybody's configuration. */
	readonly run: Run;
	readonly talk: Talk;
	/** Asks this server as a person would; what it prints, or an error. */
	readonly tmux: (...args: readonly string[]) => Promise<string>;
	/** A driver of this server. */
	readonly create: (options?: {
		readonly session?: string;
		readonly socket?: string;
		readonly environment?: Environment;
		/** Runs programs in its place. */
		readonly run?: Run;
	}) => Multiplexer;
};

/**
A tmux server of the test's own, not started yet. It is gone after the test, and so is all that ran in it.
*/
export const privateTmux = async ({config = '/dev/null', environment = {}}: Options = {}): Promise<PrivateTmux> => {
	const folder = await temporaryFolder();
	const socket = path.join(folder, `tmux-${process.getuid?.()}`, 'default');
	const variables = {...process.env, TMUX: undefined, TMUX_PANE: undefined, TMUX_TMPDIR: folder, ...environment};
	const running = new Set<Promise<unknown>>();
	let isOver = false;
	const quiet: Run = async (program, args, options) => {
		if (isOver) {
			throw new Error(`The test is over, and ${program} was run`);
		}

		const call = run(program, program === 'tmux' ? ['-f', config, ...args] : args, options);
		running.add(call);
		return call.finally(() => running.delete(call));
	};

	const over = new AbortController();
	const quietTalk: Talk = async (program, args, {signal, ...options}) => {
		const call = talk(program, ['-f', config, ...args], {...options, signal: AbortSignal.any([signal, over.signal])});
		running.add(call);
		return call.finally(() => running.delete(call));
	};

	const tmux = async (...args: readonly string[]): Promise<string> => {
		const {exitCode, stdout, stderr} = await quiet('tmux', ['-u', '-L', 'default', ...args], {environment: variables});
		// It exits with 0 when it could not start its server.
		if (exitCode !== 0 || stderr !== '') {
			throw new Error(`tmux ${args[0]}: ${stderr}`);
		}

		return stdout.trimEnd();
	};

	onTestFinished(async () => {
		// What a test that failed has still under way would start the server anew.
		isOver = true;
		over.abort();
		await Promise.allSettled(running);
		// Of a pane that is dead the number may be another's by now.
		const {stdout} = await run('tmux', ['-S', socket, 'list-panes', '-a', '-F', '#{pid} #{?pane_dead,,#{pane_pid}}']);
		await run('tmux', ['-S', socket, 'kill-server']);
		for (const [server, pane] of stdout.split('\n').map(line => line.split(' ').map(Number))) {
			if (pane) {
				signalGroup(pane, 'SIGKILL');
			}

			if (server) {
				await eventually(async () => expect((await listRunning(run)).map(({pid}) => pid)).not.toContain(server));
			}
		}
	});

	return {
		folder,
		socket,
		environment: variables,
		run: quiet,
		talk: quietTalk,
		tmux,
		create: ({session = 'maestro', socket, environment = {}, run: runs = quiet} = {}) =>
			createTmux({run: runs, talk: quietTalk, session, socket, environment: {...variables, ...environment}}),
	};
};
