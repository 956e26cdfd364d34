import {chmod, mkdir, readFile, rm, symlink, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {type Run, run} from '../../source/system/run.js';
import {longAgo, project, task} from '../helpers/builders.js';
import {createRepository, type GitRepository} from '../helpers/repository.js';
import {testIf, whereInstalled} from '../helpers/require.js';
import {canMount, mountSmallDisk} from '../helpers/small-disk.js';
import {temporaryFolder} from '../helpers/temporary.js';
import {isThere, openTrees, treesOf} from '../helpers/work-trees.js';

/** As after `git clone`, where the branch `from` is called `to` at the other end. */
const setOrigin = async (git: GitRepository['git'], from: string, to: string): Promise<void> => {
	await git('branch', to, from);
	await git('commit', '--quiet', '--allow-empty', '--message', 'Only here');
	await git('update-ref', `refs/remotes/origin/${to}`, to);
	await git('symbolic-ref', 'refs/remotes/origin/HEAD', `refs/remotes/origin/${to}`);
};

whereInstalled('git')('work trees', () => {
	test('one comes next to the repository, on a branch of its own from the default branch, and the task knows it', async () => {
		const repository = await createRepository();
		const {trees, get, events, home} = openTrees({workingDir: repository.root});

		const made = await trees.create(get(), home);

		const place = `${repository.root}.worktrees/T-1`;
		const baseCommit = await repository.git('rev-parse', 'main');
		expect(made.workTree).toEqual({path: place, branch: 'maestro/T-1', base: 'main', baseCommit, createdAt: longAgo});
		expect(get()).toEqual(made);
		expect(events).toEqual(['task:updated']);
		expect(await readFile(path.join(place, 'hinge'), 'utf8')).toBe('hinge');
		expect(await repository.gitIn(place, 'branch', '--show-current')).toBe('maestro/T-1');
		expect(trees.directoryOf(get(), home)).toBe(place);
		expect(await repository.git('status', '--porcelain')).toBe('');
	});

	test('what would be made is told before, and nothing is made for that', async () => {
		const repository = await createRepository();
		await repository.commit('packages/door/lock');
		const {trees, get} = openTrees({workingDir: repository.root});
		const inside = project({workingDir: path.join(repository.root, 'packages', 'door')});

		const planned = await trees.plan(get(), inside);

		expect(planned).toBe(`${repository.root}.worktrees/T-1/packages/door`);
		expect(await isThere(`${repository.root}.worktrees`)).toBe(false);
		await trees.create(get(), inside);
		expect(trees.directoryOf(get(), inside)).toBe(planned);
		expect(await trees.plan(get(), inside)).toBe(planned);
		expect(await isThere(path.join(planned, 'lock'))).toBe(true);
	});

	test('fifty who ask at once get one, and who asks again gets that', async () => {
		const repository = await createRepository();
		const {trees, get, events, home} = openTrees({workingDir: repository.root});

		const answers = await Promise.all(Array.from({length: 50}, async () => trees.create(get(), home)));
		const later = await trees.create(get(), home);

		expect(new Set([...answers, later].map(answer => JSON.stringify(answer))).size).toBe(1);
		expect(events).toHaveLength(1);
		expect(await treesOf(repository)).toEqual([repository.root, `${repository.root}.worktrees/T-1`]);
	}, 30_000);

	test('many tasks of one repository get theirs at once', async () => {
		const repository = await createRepository();
		const ids = ['T-1', 'T-2', 'T-3', 'T-4', 'T-5', 'T-6'];
		const {trees, get, home} = openTrees({workingDir: repository.root, tasks: ids.map(id => task({id}))});

		await Promise.all(ids.map(async id => trees.create(get(id), home)));

		expect(ids.map(id => get(id).workTree?.branch)).toEqual(ids.map(id => `maestro/${id}`));
		expect(await treesOf(repository)).toHaveLength(7);
	});

	test('a part of a task shares the work tree above it, and is given none of its own', async () => {
		const repository = await createRepository();
		const parts = [task(), task({id: 'T-2', parentId: 'T-1'}), task({id: 'T-3', parentId: 'T-2'}), task({id: 'T-4'})];
		const {trees, get, home} = openTrees({workingDir: repository.root, tasks: parts});
		await trees.create(get('T-1'), home);

		const part = await trees.create(get('T-3'), home);

		expect(part.workTree).toBeUndefined();
		expect(trees.of(part)?.owner.id).toBe('T-1');
		expect(trees.directoryOf(part, home)).toBe(`${repository.root}.worktrees/T-1`);
		expect(trees.directoryOf(get('T-4'), home)).toBe(repository.root);
		await expect(trees.remove(get('T-3'), home)).rejects.toMatchObject({
			code: 'work-tree-not-found',
			message: expect.stringContaining('maestro task worktree T-1 --remove'),
		});
	});

	test('of a task that is deleted while it is made nothing stays', async () => {
		const repository = await createRepository();
		const opened = openTrees({workingDir: repository.root});
		const trees = opened.reopen(async (program, args, options) => {
			if (args.includes('add')) {
				await opened.tasks.remove('T-1');
			}

			return run(program, args, options);
		});

		await expect(trees.create(task(), opened.home)).rejects.toMatchObject({code: 'task-not-found'});

		expect(await treesOf(repository)).toEqual([repository.root]);
		expect(await repository.git('branch', '--format=%(refname:short)')).toBe('main');
	});

	test('tasks whose files name each other as parents have none', () => {
		const circle = [task({parentId: 'T-2'}), task({id: 'T-2', parentId: 'T-1'})];
		const {trees, get} = openTrees({workingDir: '/', tasks: circle});

		expect(trees.of(get())).toBeUndefined();
	});

	const bases: ReadonlyArray<
		[title: string, arrange: (repository: GitRepository) => Promise<unknown>, base: string, branch: string]
	> = [
		['what origin/HEAD names, as it is here', async ({git}) => setOrigin(git, 'main', 'trunk'), 'trunk', 'trunk'],
		[
			'what origin/HEAD names, where it is nowhere else',
			async ({git}) => {
				await setOrigin(git, 'main', 'trunk');
				await git('branch', '--quiet', '--delete', '--force', 'trunk');
			},
			'origin/trunk',
			'refs/remotes/origin/trunk',
		],
		[
			'init.defaultBranch',
			async ({git}) => {
				await git('branch', 'usual', 'HEAD');
				await git('config', 'init.defaultBranch', 'usual');
			},
			'usual',
			'usual',
		],
		['main, whatever is checked out', async ({git}) => git('switch', '--quiet', '--create', 'other'), 'main', 'main'],
		[
			'what is checked out, where no name is known',
			async ({git}) => git('branch', '--move', 'main', 'strange'),
			'strange',
			'strange',
		],
	];

	for (const [title, arrange, base, ref] of bases) {
		test(`it is made from ${title}`, async () => {
			const repository = await createRepository();
			await arrange(repository);
			const {trees, get, home} = openTrees({workingDir: repository.root});

			const {workTree} = await trees.create(get(), home);

			expect(workTree).toMatchObject({base, baseCommit: await repository.git('rev-parse', ref)});
			expect(await repository.git('for-each-ref', '--format=%(upstream)', 'refs/heads/maestro')).toBe('');
		});
	}

	test('where the main work tree is on no branch, and none is known, it is made from its commit', async () => {
		const repository = await createRepository();
		await repository.git('switch', '--quiet', '--detach');
		await repository.git('branch', '--delete', '--force', 'main');
		const {trees, get, home} = openTrees({workingDir: repository.root});

		const {workTree} = await trees.create(get(), home);

		const commit = await repository.git('rev-parse', 'HEAD');
		expect(workTree).toMatchObject({base: commit, baseCommit: commit});
		expect(await trees.state(get())).toMatchObject({ahead: 0, isThere: true});
	});

	test('a project in a linked work tree gets its work trees next to the main one', async () => {
		const repository = await createRepository();
		const linked = path.join(path.dirname(repository.root), 'elsewhere');
		await repository.git('worktree', 'add', '--quiet', '-b', 'side', linked);
		const {trees, get} = openTrees({workingDir: linked});

		const {workTree} = await trees.create(get(), project({workingDir: linked}));

		expect(workTree?.path).toBe(`${repository.root}.worktrees/T-1`);
	});

	test('a project in a checkout of a bare repository gets them next to that repository', async () => {
		const repository = await createRepository();
		const folder = path.dirname(repository.root);
		await repository.git('clone', '--quiet', '--bare', repository.root, path.join(folder, 'store.git'));
		const linked = path.join(folder, 'checkout');
		await repository.gitIn(path.join(folder, 'store.git'), 'worktree', 'add', '--quiet', '-b', 'side', linked);
		const {trees, get} = openTrees({workingDir: linked});

		const {workTree} = await trees.create(get(), project({workingDir: linked}));

		expect(workTree).toMatchObject({path: path.join(folder, 'store.worktrees', 'T-1'), base: 'main'});
	});

	for (const name of ['a b', '$(touch pwned)', 'semi;', 'é中😀', '-lead', "it's", 'two\nlines']) {
		test(`a repository in the folder ${JSON.stringify(name)} has work trees like any other`, async () => {
			const repository = await createRepository({name});
			await repository.commit(`${name}/lock`);
			const {trees, get} = openTrees({workingDir: repository.root});
			const inside = project({workingDir: path.join(repository.root, name)});

			await trees.create(get(), inside);
			await trees.create(get(), inside);

			expect(await isThere(path.join(trees.directoryOf(get(), inside), 'lock'))).toBe(true);
			expect(await trees.state(get())).toMatchObject({isThere: true, changes: []});
			expect(await trees.remove(get(), inside)).toMatchObject({isBranchKept: false});
			expect(await isThere(`${repository.root}.worktrees`)).toBe(false);
		});
	}

	test('a project behind a link, and trees kept on another disk by one, are the folders that they lead to', async () => {
		const repository = await createRepository();
		const folder = path.dirname(repository.root);
		await symlink(repository.root, path.join(folder, 'link'));
		await mkdir(path.join(folder, 'disk'));
		await symlink(path.join(folder, 'disk'), `${repository.root}.worktrees`);
		const home = project({workingDir: path.join(folder, 'link')});
		const {trees, get} = openTrees({workingDir: home.workingDir});

		await trees.create(get(), home);
		await trees.create(get(), home);

		expect(trees.directoryOf(get(), home)).toBe(path.join(folder, 'disk', 'T-1'));
		await trees.remove(get(), home);
		expect(await treesOf(repository)).toEqual([repository.root]);
	});

	test('variables that are about the place we were started in do not mislead git, and hooks of the repository do not run', async () => {
		const repository = await createRepository();
		const hook = path.join(repository.root, '.git', 'hooks', 'post-checkout');
		await writeFile(hook, '#!/bin/sh\ntouch "$PWD/hooked"\nexit 1\n');
		await chmod(hook, 0o755);
		const misleading = {GIT_DIR: '/nowhere', GIT_INDEX_FILE: '/nowhere/index', GIT_WORK_TREE: '/'};
		const inherited: Run = async (program, args, options) =>
			run(program, args, {...options, environment: {...misleading, ...options?.environment}});
		const {trees, get, home} = openTrees({workingDir: repository.root, run: inherited, environment: misleading});

		await trees.create(get(), home);

		expect(await trees.state(get())).toMatchObject({isThere: true, changes: []});
	});

	describe('is refused', () => {
		const refused: ReadonlyArray<[title: string, arrange: () => Promise<string>, code: string, words: RegExp]> = [
			['where the folder is gone', async () => path.join(await temporaryFolder(), 'gone'), 'bad-directory', /is gone/],
			['in no repository', temporaryFolder, 'bad-directory', /is in none.*git init/],
			[
				'in a bare repository',
				async () => {
					const {root, git} = await createRepository();
					await git('clone', '--quiet', '--bare', root, `${root}.git`);
					return `${root}.git`;
				},
				'bad-directory',
				/bare/,
			],
			[
				'in a repository without a commit',
				async () => (await createRepository({isEmpty: true})).root,
				'bad-directory',
				/commit something first/,
			],
			[
				'where its folder is taken',
				async () => {
					const {root} = await createRepository();
					await mkdir(`${root}.worktrees/T-1/mine`, {recursive: true});
					return root;
				},
				'already-there',
				/worktrees\/T-1.*move it away/,
			],
			[
				'where a work tree of a person has its place',
				async () => {
					const {root, git} = await createRepository();
					await git('worktree', 'add', '--quiet', '-b', 'mine', `${root}.worktrees/T-1`);
					return root;
				},
				'already-there',
				/move it away/,
			],
			[
				'where its branch is a person’s',
				async () => {
					const {root, git} = await createRepository();
					await git('branch', 'maestro/T-1');
					return root;
				},
				'already-there',
				/git branch -m maestro\/T-1/,
			],
			[
				'where no branch can have its name',
				async () => {
					const {root, git} = await createRepository();
					await git('branch', 'maestro');
					return root;
				},
				'git-failed',
				/refs\/heads\/maestro/,
			],
			[
				'for a folder that is not committed',
				async () => {
					const {root} = await createRepository();
					await mkdir(path.join(root, 'new'));
					return path.join(root, 'new');
				},
				'bad-directory',
				/the folder new in main.*commit it first/,
			],
		];

		for (const [title, arrange, code, words] of refused) {
			test(`${title}, in one sentence, and the task has none`, async () => {
				const workingDir = await arrange();
				const {trees, get, home, events} = openTrees({workingDir});

				await expect(trees.create(get(), home)).rejects.toMatchObject({
					code,
					message: expect.stringMatching(words),
				});

				expect(trees.directoryOf(get(), home)).toBe(workingDir);
				expect(events).toEqual([]);
			});
		}

		test('where git is missing', async () => {
			const repository = await createRepository();
			const withoutGit: Run = async (program, args, options) => run(`no-${program}`, args, options);
			const {trees, get, home} = openTrees({workingDir: repository.root, run: withoutGit});

			await expect(trees.create(get(), home)).rejects.toMatchObject({
				code: 'git-failed',
				message: expect.stringContaining('install it'),
			});
		});

		testIf(canMount, 'only root on Linux can mount a small disk')(
			'where the disk is full; and it is made once there is room',
			async () => {
				const {folder} = await mountSmallDisk(1024);
				const repository = await createRepository({folder});
				await repository.commit('large', 'x'.repeat(300_000));
				await writeFile(path.join(folder, 'ballast'), 'x'.repeat(400_000));
				const {trees, get, home} = openTrees({workingDir: repository.root});

				await expect(trees.create(get(), home)).rejects.toMatchObject({
					code: 'git-failed',
					message: expect.stringMatching(/write file large.*0 MB left, make room/),
				});

				expect(await treesOf(repository)).toEqual([repository.root]);
				await rm(path.join(folder, 'ballast'));
				expect((await trees.create(get(), home)).workTree?.path).toBe(`${repository.root}.worktrees/T-1`);
			},
		);
	});

	test('the branch of another server’s task with the same number is not taken for ours', async () => {
		const repository = await createRepository();
		const {trees, get, home} = openTrees({workingDir: repository.root});
		await trees.create(get(), home);
		await rm(`${repository.root}.worktrees/T-1`, {recursive: true});
		const other = openTrees({workingDir: repository.root, tasks: [task({projectId: 'p-9'})]});

		await expect(other.trees.create(other.get(), home)).rejects.toMatchObject({code: 'already-there'});
	});
});
