import {MaestroError} from '../../domain/errors.js';
import {cleanLine} from '../../domain/text.js';
import type {Finished, Run} from '../../system/run.js';

/**
Runs git in a folder, and answers how it ended. Refuses as `git-failed` where git is not installed, or is not done in time.
*/
export type Git = (
	directory: string,
	args: readonly string[],
	options?: {readonly timeoutMs?: number},
) => Promise<Finished>;

type Options = {
	readonly run: Run;
	/** Ours, which git would inherit. */
	readonly environment: Readonly<Record<string, string | undefined>>;
};

const settings = [
	// Hooks are for what people and agents do. One that asks or takes long would hold us up, and one that fails (`post-checkout`) would
	// make a work tree that is there look like a failure. Git in the work tree runs them as ever.
	'core.hooksPath=/dev/null',
	// Else a status may start a program, or a process that stays.
	'core.fsmonitor=false',
	'core.quotePath=false',
];

const variables = {
	// What it says is read.
	LC_ALL: 'C',
	GIT_TERMINAL_PROMPT: '0',
	// A look takes no lock that an agent's git would stumble over.
	GIT_OPTIONAL_LOCKS: '0',
};

/** Where git finds the person's own settings; all others (`GIT_DIR`, `GIT_INDEX_FILE` …) are about the place that we were started in. */
const kept = new Set(['GIT_CONFIG_GLOBAL', 'GIT_CONFIG_SYSTEM', 'GIT_CONFIG_NOSYSTEM', 'GIT_EXEC_PATH']);

export const createGit = ({run, environment}: Options): Git => {
	const without = Object.keys(environment)
		.filter(name => name.startsWith('GIT_') && !kept.has(name))
		.map(name => [name, undefined] as const);

	return async (directory, args, {timeoutMs = 30_000} = {}) => {
		const finished = await run('git', ['-C', directory, ...settings.flatMap(setting => ['-c', setting]), ...args], {
			environment: {...Object.fromEntries(without), ...variables},
			timeoutMs,
		});
		if (finished.isMissing) {
			throw new MaestroError(
				'git-failed',
				'Work trees need git, and there is none on the PATH of the server; install it and ask again',
			);
		}

		if (finished.isTimedOut) {
			throw new MaestroError('git-failed', `git ${args[0]} in ${directory} was not done after ${timeoutMs / 1000} s`);
		}

		return finished;
	};
};

/** What git prints, without its last newline; refuses as `git-failed`, in git's own words, where it does not exit with 0. */
export const gitSays = async (
	git: Git,
	directory: string,
	args: readonly string[],
	options: {readonly timeoutMs?: number} = {},
): Promise<string> => {
	const finished = await git(directory, args, options);
	if (finished.exitCode !== 0) {
		throw gitFailed(`git ${args[0] === 'worktree' ? `worktree ${args[1]}` : args[0]} in ${directory}`, finished);
	}

	return finished.stdout.replace(/\n$/, '');
};

/** What git prints, or `undefined` where it says no: for questions that have two answers. */
export const gitAnswers = async (git: Git, directory: string, args: readonly string[]): Promise<string | undefined> => {
	const {exitCode, stdout} = await git(directory, args);
	return exitCode === 0 ? stdout.replace(/\n$/, '') : undefined;
};

export const gitFailed = (what: string, {exitCode, stderr}: Finished, remedy = ''): MaestroError => {
	const lines = stderr.split('\n').map(cleanLine).filter(Boolean);
	const words = lines.filter(line => /^(?:fatal|error): /.test(line)).slice(0, 2);
	const end = exitCode === undefined ? 'a signal ended it' : `exit code ${exitCode}`;
	return new MaestroError('git-failed', `${what} failed: ${words.join('; ') || lines.at(-1) || end}${remedy}`);
};
