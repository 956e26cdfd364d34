import {agents} from '../../agents/index.js';
import {MaestroError} from '../../domain/errors.js';
import {runStatus} from '../../protocol/dispatch.js';
import {getLog} from '../../protocol/logs.js';
import {getSession} from '../../protocol/sessions.js';
import {type Context, command, textOf} from '../command.js';
import {createLogLines} from '../log-lines.js';
import {modeAndTask} from '../mode-and-task.js';
import {endOf} from './dispatch.js';

export const logs = command({
	name: 'logs',
	usage: 'MODE TASK [--follow] [--since N] [--raw] [--run ID]',
	summary: 'Show what a headless run has printed, and go on until it ends',
	flags: {
		follow: {type: 'boolean', help: 'Go on until the run ends, also while the server is away'},
		since: {type: 'number', placeholder: 'N', help: 'Begin at this byte; -N begins N bytes before the end'},
		raw: {type: 'boolean', help: 'Print it byte for byte; else lines for people are made of it'},
		run: {type: 'string', placeholder: 'ID', help: 'Which run; the newest unless given'},
	},
	async run(context) {
		const {call, flags, input, followLog, note} = context;
		const {mode, id: task} = modeAndTask(input, 'logs', 'maestro session list shows the runs');
		const run = textOf(context, 'run') ?? (await newestRun(context, mode, task));
		const log = await call(getLog, {params: {id: run}});
		if (flags.json === true) {
			if (flags.follow === true) {
				throw new MaestroError('malformed', '--json tells what is known of a log, and does not follow it: use --raw');
			}

			return {value: log, text: ''};
		}

		const since = firstByte(flags.since, log.size);
		const until = flags.follow === true ? Number.POSITIVE_INFINITY : log.size;
		if (since >= until) {
			return undefined;
		}

		const printer = createPrinter(context, log.agent, since);
		const done = new AbortController();
		const end = await followLog({
			...{mode, task, run},
			since: printer.since,
			async onBytes(bytes, at) {
				await printer.print(bytes.subarray(0, until - at));
				if (at + bytes.length >= until) {
					done.abort();
				}
			},
			signal: done.signal,
		});
		await printer.end();
		if (end !== undefined && flags.follow === true) {
			note(endOf(end));
		}

		return undefined;
	},
});

const newestRun = async ({call, hosted}: Context, mode: string, task: string): Promise<string> => {
	const {session} = await call(runStatus, {params: {mode, id: task}});
	const {run} = await call(getSession, {params: {id: session}});
	if (run === undefined && (await hosted()) !== undefined) {
		throw new MaestroError(
			'log-not-found',
			`${session} runs in a window, and leaves no log; go there with: maestro attach ${mode} ${task}`,
		);
	}

	if (run === undefined) {
		throw new MaestroError('run-not-found', `${session} has no run any more; maestro logs … --run ID names one`);
	}

	return run.id;
};

const firstByte = (since: Context['flags'][string], size: number): number => {
	const first = typeof since === 'number' ? since : 0;
	if (first > size) {
		throw new MaestroError('malformed', `--since ${first}: there are ${size} bytes so far`);
	}

	return first < 0 ? Math.max(0, size + first) : first;
};

/** Prints bytes as they are, or lines for people. */
const createPrinter = ({flags, write}: Context, agent: string, since: number) => {
	if (flags.raw === true) {
		return {since, print: write, end: async () => {}};
	}

	const readOutput = agents.find(({id}) => id === agent)?.readOutput;
	// With the byte before it is seen whether a line begins there.
	const beginsWithin = since > 0;
	const lines = createLogLines({readOutput, beginsWithin});
	const print = async (text: string) => write(Buffer.from(text));
	return {
		since: beginsWithin ? since - 1 : since,
		print: async (bytes: Uint8Array) => print(lines.take(bytes)),
		end: async () => print(lines.end()),
	};
};
