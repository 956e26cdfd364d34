import path from 'node:path';
import {MaestroError} from '../../domain/errors.js';
import {isFolder, realPath} from '../../system/files.js';
import {type Git, gitFailed, gitSays} from './git.js';

/**
The repository that a folder is in. All paths are absolute and without links.
*/
export type Repository = {
	/** The folder that was asked about. */
	readonly directory: string;
	/** That folder from the root of the work tree that it is in; empty where it is the root. */
	readonly folder: string;
	/** What all its work trees share. */
	readonly common: string;
	/** The folder of its main work tree, also where the one that was asked about is a linked one. */
	readonly root: string;
};

/**
Refuses as `bad-directory` where the folder is gone, in no repository, or in a bare one.
*/
export const findRepository = async (git: Git, place: string): Promise<Repository> => {
	if (!(await isFolder(place))) {
		throw new MaestroError('bad-directory', `Expected the folder of a git repository, and ${place} is gone`);
	}

	const directory = await realPath(place);
	const top = await topOf(git, directory);
	const [prefix, gitFolder, common] = await Promise.all(
		['--show-prefix', '--git-dir', '--git-common-dir'].map(async what => gitSays(git, directory, ['rev-parse', what])),
	);
	const [own = '', shared = ''] = [gitFolder, common].map(folder => path.resolve(directory, folder ?? ''));
	return {
		directory,
		folder: (prefix ?? '').replace(/\/$/, ''),
		common: shared,
		root: own === shared ? top : mainRoot(shared),
	};
};

/** Where new work trees of a repository come: next to its main one. */
export const placeOfTrees = ({root}: Repository): string => `${root}.worktrees`;

const mainRoot = (common: string): string =>
	path.basename(common) === '.git' ? path.dirname(common) : common.replace(/\.git$/, '');

const topOf = async (git: Git, directory: string): Promise<string> => {
	const finished = await git(directory, ['rev-parse', '--show-toplevel']);
	if (finished.exitCode === 0) {
		return finished.stdout.replace(/\n$/, '');
	}

	if (/not a git repository/i.test(finished.stderr)) {
		throw new MaestroError(
			'bad-directory',
			`Expected a git repository, and ${directory} is in none; to have work trees, make it one: git init`,
		);
	}

	if (/must be run in a work tree/.test(finished.stderr)) {
		throw new MaestroError(
			'bad-directory',
			`Expected a checkout, and ${directory} is a repository without one (bare); make the project of a checkout of it`,
		);
	}

	throw gitFailed(`git in ${directory}`, finished);
};
