import {mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {run} from '../../source/system/run.js';
import {temporaryFolder} from './temporary.js';

export type GitRepository = {
	/** Its main work tree. */
	readonly root: string;
	/** Runs git in it; what it prints, or an error. */
	readonly git: (...args: readonly string[]) => Promise<string>;
	/** The same in another folder. */
	readonly gitIn: (directory: string, ...args: readonly string[]) => Promise<string>;
	/** Writes a file and commits it. */
	readonly commit: (file: string, text?: string) => Promise<void>;
};

/** What git knows of a person, and nothing of the one at this machine. */
export const gitEnvironment = {
	GIT_CONFIG_GLOBAL: '/dev/null',
	GIT_CONFIG_SYSTEM: '/dev/null',
	GIT_AUTHOR_NAME: 'Ada',
	GIT_AUTHOR_EMAIL: 'ada@example.org',
	GIT_COMMITTER_NAME: 'Ada',
	GIT_COMMITTER_EMAIL: 'ada@example.org',
} as const;

/** A real repository on the branch `main`, with one commit unless it is to have none. */
export const createRepository = async ({
	folder,
	name = 'door',
	isEmpty = false,
}: {
	readonly folder?: string;
	readonly name?: string;
	readonly isEmpty?: boolean;
} = {}): Promise<GitRepository> => {
	const root = path.join(folder ?? (await temporaryFolder()), name);
	await mkdir(root, {recursive: true});

	const gitIn: GitRepository['gitIn'] = async (directory, ...args) => {
		const {stdout, stderr, exitCode} = await run('git', ['-C', directory, ...args], {environment: gitEnvironment});
		if (exitCode !== 0) {
			throw new Error(`git ${args.join(' ')} ended with ${exitCode}: ${stderr}`);
		}

		return stdout.trimEnd();
	};
	const git: GitRepository['git'] = async (...args) => gitIn(root, ...args);
	const commit: GitRepository['commit'] = async (file, text = file) => {
		await mkdir(path.dirname(path.join(root, file)), {recursive: true});
		await writeFile(path.join(root, file), text);
		await git('add', '--', file);
		await git('commit', '--quiet', '--message', `Write ${file}`);
	};

	await git('init', '--quiet', '--initial-branch', 'main');
	if (!isEmpty) {
		await commit('hinge');
	}

	return {root, git, gitIn, commit};
};
