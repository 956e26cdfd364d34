import path from 'node:path';
import {z} from 'zod';
import {latestRun} from '../../dispatch/runs.js';
import {MaestroError} from '../../domain/errors.js';
import type {Run} from '../../domain/run.js';
import {roleOf, type Session} from '../../domain/session.js';
import {parseJson} from '../../protocol/read.js';
import {isFolder, readText} from '../../system/files.js';
import type {Paths} from '../../system/paths.js';
import {runFilesIn} from '../../system/run-files.js';
import type {Caller} from '../route.js';

/** The output of a headless run, and whose it is. */
export type Log = {
	readonly runId: string;
	readonly agent: string;
	/** Milliseconds. */
	readonly startedAt: number;
	/** Absolute paths: of the run's folder, and of what is in it once it prints. */
	readonly folder: string;
	readonly output: string;
	readonly marks: string;
};

export type Logs = {
	/** The log of a run by its id. Refuses where there is none, and where it is not the caller's to read. */
	readonly ofRun: (runId: string, caller: Caller) => Promise<Log>;
	/** The log of a task's run in a mode: of this run, or of the newest. */
	readonly ofPair: (
		pair: {readonly taskId: string; readonly mode: string; readonly runId?: string | undefined},
		caller: Caller,
	) => Promise<Log>;
};

type Options = {
	readonly sessions: {readonly all: () => readonly Session[]; readonly find: (id: string) => Session | undefined};
	readonly paths: Pick<Paths, 'runs'>;
};

type Known = Pick<Run, 'taskId' | 'mode' | 'agent' | 'startedAt'> & {readonly sessionId: string};

/**
Finds the logs of headless runs: those that sessions know, and those whose folder alone still tells of them.
*/
export const createLogs = ({sessions, paths}: Options): Logs => {
	const find = async (runId: string): Promise<Known> => {
		const session = sessions.all().find(({run}) => run?.id === runId);
		if (session?.run !== undefined) {
			return windowless(session.run, session.id);
		}

		const written = command.safeParse(
			parseJson((await readText(runFilesIn(path.join(paths.runs, runId)).command)) ?? ''),
		);
		if (!written.success) {
			throw new MaestroError('run-not-found', `There is no run ${runId}; maestro session list shows the sessions`);
		}

		return written.data;
	};

	const open = async (runId: string, {sessionId, agent, startedAt}: Known, caller: Caller): Promise<Log> => {
		const acting = sessions.find(caller.id);
		if (!caller.isOperator && caller.id !== sessionId && (acting === undefined || roleOf(acting) !== 'orchestrator')) {
			throw new MaestroError(
				'not-allowed',
				`The output of ${runId} is for the operator, orchestrators and ${sessionId}`,
			);
		}

		const folder = path.join(paths.runs, runId);
		if (!(await isFolder(folder))) {
			throw new MaestroError(
				'log-not-found',
				`The output of ${runId} is gone: its folder was removed, as those of the oldest runs are when all together take more than runs.keepMegabytes`,
			);
		}

		const {output, marks} = runFilesIn(folder);
		return {runId, agent, startedAt, folder, output, marks};
	};

	return {
		ofRun: async (runId, caller) => open(runId, await find(runId), caller),
		async ofPair({taskId, mode, runId}, caller) {
			if (runId === undefined) {
				const session = latestRun(sessions, taskId, mode);
				if (session?.run === undefined) {
					throw new MaestroError('run-not-found', `${taskId} was never dispatched in ${mode}`);
				}

				return open(session.run.id, windowless(session.run, session.id), caller);
			}

			const known = await find(runId);
			if (known.taskId !== taskId || known.mode !== mode) {
				throw new MaestroError(
					'run-not-found',
					`${runId} is a run of ${known.taskId} in ${known.mode}, and not of ${taskId} in ${mode}`,
				);
			}

			return open(runId, known, caller);
		},
	};
};

const windowless = (run: Run, sessionId: string): Known => {
	if (!run.isHeadless) {
		throw new MaestroError(
			'log-not-found',
			`${run.taskId} runs in a window; maestro attach ${run.mode} ${run.taskId} shows it`,
		);
	}

	return {...run, sessionId};
};

/** What is needed of a run's `command.json`. */
const command = z.looseObject({
	sessionId: z.string(),
	taskId: z.string(),
	mode: z.string(),
	agent: z.string(),
	startedAt: z.number(),
});
