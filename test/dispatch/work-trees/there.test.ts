import {rm, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import type {Session} from '../../../source/domain/session.js';
import {run} from '../../../source/system/run.js';
import {longAgo, project, session, task} from '../../helpers/builders.js';
import {createRepository, type GitRepository} from '../../helpers/repository.js';
import {whereInstalled} from '../../helpers/require.js';
import {isThere, openTrees, treesOf} from '../../helpers/work-trees.js';

whereInstalled('git')('a work tree that is there', () => {
	/** A task with a part, both in the task's work tree. */
	const arranged = async (sessions: readonly Session[] = []) => {
		const repository = await createRepository();
		const opened = openTrees({
			workingDir: repository.root,
			tasks: [task(), task({id: 'T-2', parentId: 'T-1'}), task({id: 'T-4'})],
			sessions,
		});
		await opened.trees.create(opened.get(), opened.home);
		const place = `${repository.root}.worktrees/T-1`;
		const commit = async (file: string): Promise<void> => {
			await writeFile(path.join(place, file), file);
			await repository.gitIn(place, 'add', file);
			await repository.gitIn(place, 'commit', '--quiet', '--message', file);
		};
		return {repository, place, commit, ...opened};
	};

	test('tells what is not committed, whatever git is set to hide, and what its base has not', async () => {
		const {repository, place, commit, trees, get} = await arranged();
		await repository.git('config', 'status.showUntrackedFiles', 'no');
		await commit('lock');
		await writeFile(path.join(place, 'hinge'), 'changed');
		await writeFile(path.join(place, 'key\u009B2J'), 'new');

		const state = await trees.state(get('T-2'));

		expect(state).toMatchObject({taskId: 'T-1', isThere: true, ahead: 1, sessions: []});
		expect(state.changes).toEqual([' M hinge', '?? key']);
	});

	test('tells a hundred changes of a thousand', async () => {
		const {place, trees, get} = await arranged();
		await Promise.all(Array.from({length: 1000}, async (_, i) => writeFile(path.join(place, `f${i}`), '')));

		expect((await trees.state(get())).changes).toHaveLength(100);
	});

	test('is removed when asked for, with its branch', async () => {
		const {repository, place, trees, get, home, events} = await arranged();

		const removed = await trees.remove(get(), home);

		expect(removed).toMatchObject({workTree: {path: place, branch: 'maestro/T-1'}, isBranchKept: false});
		expect(await isThere(path.dirname(place))).toBe(false);
		expect(await repository.git('branch', '--format=%(refname:short)')).toBe('main');
		expect(get()).not.toHaveProperty('workTree');
		expect(events).toEqual(['task:updated', 'task:updated']);
		await expect(trees.remove(get(), home)).rejects.toMatchObject({code: 'work-tree-not-found'});
		await expect(trees.state(get())).rejects.toMatchObject({code: 'work-tree-not-found'});
	});

	test('leaves its branch where the base has not all of it, and the task goes on from there', async () => {
		const {repository, commit, trees, get, home} = await arranged();
		await commit('lock');

		expect(await trees.remove(get(), home)).toMatchObject({isBranchKept: true});
		await repository.commit('window');
		const {workTree} = await trees.create(get(), home);

		expect(await isThere(path.join(workTree?.path ?? '', 'lock'))).toBe(true);
		expect(await trees.state(get())).toMatchObject({ahead: 1});
		await repository.git('merge', '--quiet', 'maestro/T-1');
		expect(await trees.remove(get(), home)).toMatchObject({isBranchKept: false});
	});

	const dirty: ReadonlyArray<
		[title: string, dirt: (place: string, repository: GitRepository) => Promise<unknown>, words: RegExp]
	> = [
		['a change', async place => writeFile(path.join(place, 'hinge'), 'new'), /M hinge.*commit or discard/],
		['a new file', async place => writeFile(path.join(place, 'key'), 'new'), /\?\? key/],
		[
			'a new file that git is set to hide',
			async (place, {git}) => {
				await git('config', 'status.showUntrackedFiles', 'no');
				await writeFile(path.join(place, 'key'), 'new');
			},
			/\?\? key/,
		],
		['a file less', async place => rm(path.join(place, 'hinge')), /D hinge/],
		[
			'a commit that no branch has',
			async (place, {gitIn}) => {
				await gitIn(place, 'switch', '--quiet', '--detach');
				await gitIn(place, 'commit', '--quiet', '--allow-empty', '--message', 'Lost');
			},
			/no branch has.*git -C/,
		],
	];

	for (const [title, dirt, words] of dirty) {
		test(`stays while there is ${title} in it`, async () => {
			const {repository, place, trees, get, home} = await arranged();
			await dirt(place, repository);

			await expect(trees.remove(get(), home)).rejects.toMatchObject({
				code: 'work-tree-dirty',
				message: expect.stringMatching(words),
			});

			expect(await isThere(place)).toBe(true);
			expect(get().workTree?.path).toBe(place);
		});
	}

	const runIn = (directory: string | undefined) => ({
		run: {id: 'r', taskId: 'T-4', mode: 'none', agent: 'claude', isHeadless: false, startedAt: longAgo, directory},
	});
	const sessions: ReadonlyArray<[title: string, session: (place: string) => Session, isBusy: boolean]> = [
		['a run in it', place => session({taskIds: ['T-4'], ...runIn(place)}), true],
		['a run in a folder of it', place => session({taskIds: ['T-4'], ...runIn(path.join(place, 'a'))}), true],
		['a run next to it', place => session({...runIn(`${place}0`)}), false],
		['a run in the project’s own folder', place => session({...runIn(path.dirname(place))}), false],
		['a run of former days, which was in the project’s folder', () => session({...runIn(undefined)}), false],
		['a session on it that somebody else started', () => session(), true],
		['one on a part of it', () => session({taskIds: ['T-2']}), true],
		['one on another task', () => session({taskIds: ['T-4']}), false],
		['one that has ended', () => session({status: 'stopped', completedAt: longAgo}), false],
	];

	for (const [title, make, isBusy] of sessions) {
		test(`${isBusy ? 'stays while there is' : 'does not stay for'} ${title}`, async () => {
			const there: Session[] = [];
			const {place, trees, get, home} = await arranged(there);
			there.push(make(place));

			expect((await trees.state(get())).sessions).toEqual(isBusy ? ['s-1'] : []);
			const removing = trees.remove(get(), home);

			if (isBusy) {
				await expect(removing).rejects.toMatchObject({
					code: 'work-tree-busy',
					message: expect.stringContaining('maestro session stop s-1'),
				});
			} else {
				await removing;
			}

			expect(await isThere(place)).toBe(isBusy);
		});
	}

	test('stays for a session that begins while git looks for changes', async () => {
		const there: Session[] = [];
		const {place, reopen, get, home} = await arranged(there);
		const trees = reopen(async (program, args, options) => {
			if (args.includes('status')) {
				there.push(session(runIn(place)));
			}

			return run(program, args, options);
		});

		await expect(trees.remove(get(), home)).rejects.toMatchObject({code: 'work-tree-busy'});
		expect(await isThere(path.join(place, 'hinge'))).toBe(true);
	});

	test('and was removed by a person is said to be gone, and is made again or tidied up', async () => {
		const {repository, place, commit, trees, get, home} = await arranged();
		await commit('lock');
		await rm(place, {recursive: true});

		expect(await trees.state(get())).toMatchObject({isThere: false, changes: []});
		await trees.create(get(), home);
		expect(await isThere(path.join(place, 'lock'))).toBe(true);
		await rm(place, {recursive: true});

		expect(await trees.remove(get(), home)).toMatchObject({isBranchKept: true});
		expect(await treesOf(repository)).toEqual([repository.root]);
		expect(get().workTree).toBeUndefined();
	});

	test('and is no work tree any more is left to the person who made something else of it', async () => {
		const {place, trees, get, home} = await arranged();
		await rm(path.join(place, '.git'));

		await expect(trees.remove(get(), home)).rejects.toMatchObject({code: 'bad-directory'});
		expect(await isThere(path.join(place, 'hinge'))).toBe(true);
	});

	test('is forgotten when all of the repository is gone', async () => {
		const {repository, trees, get, home} = await arranged();
		await rm(path.dirname(repository.root), {recursive: true});

		expect(await trees.remove(get(), home)).toMatchObject({isBranchKept: false});
		expect(get().workTree).toBeUndefined();
	});

	test('is left to the person when its repository is gone, and forgotten when they have moved it', async () => {
		const {repository, place, trees, get, home} = await arranged();
		await rm(repository.root, {recursive: true});

		expect(await trees.state(get())).toMatchObject({isThere: false});
		await expect(trees.remove(get(), home)).rejects.toMatchObject({code: 'bad-directory'});
		expect(await isThere(path.join(place, 'hinge'))).toBe(true);
		await rm(place, {recursive: true});
		await trees.remove(get(), home);

		expect(get().workTree).toBeUndefined();
	});

	test('is still the one of its task when the project has moved', async () => {
		const {place, trees, get} = await arranged();
		const other = await createRepository();

		await trees.create(get(), project({workingDir: other.root}));

		expect(get().workTree?.path).toBe(place);
		expect(await treesOf(other)).toEqual([other.root]);
	});

	test('is not removed while a person has locked it', async () => {
		const {repository, place, trees, get, home} = await arranged();
		await repository.git('worktree', 'lock', place);

		await expect(trees.remove(get(), home)).rejects.toMatchObject({code: 'git-failed', message: /lock/});
		expect(await isThere(place)).toBe(true);
	});
});
