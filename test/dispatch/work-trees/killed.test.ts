import {readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {type Run, run} from '../../../source/system/run.js';
import {eventually} from '../../helpers/eventually.js';
import {extent} from '../../helpers/extent.js';
import {createRepository} from '../../helpers/repository.js';
import {testIf, whereInstalled} from '../../helpers/require.js';
import {openTrees, treesOf} from '../../helpers/work-trees.js';

whereInstalled('git')('work trees after the server was killed', () => {
	/** Is dead when so many programs are done, and before anybody has heard of the last. */
	const dyingAfter = (steps: number): Run => {
		let count = 0;
		return async (program, args, options) => {
			count += 1;
			const finished = count > steps ? undefined : await run(program, args, options);
			if (finished === undefined || count >= steps) {
				throw new Error('killed');
			}

			return finished;
		};
	};

	const stepsOf = async (work: (run: Run) => Promise<unknown>): Promise<number> => {
		let count = 0;
		await work(async (program, args, options) => {
			count += 1;
			return run(program, args, options);
		});
		return count;
	};

	/** Every step, or of many some, not always the same. */
	const stepsTo = (last: number): readonly number[] => {
		const every = extent(3, 1);
		const first = 1 + Math.floor(Math.random() * every);
		return Array.from({length: last}, (_, index) => index + 1).filter(step => step % every === first % every);
	};

	test('at any step of making one, the next request makes it, once', async () => {
		const steps = await stepsOf(async counted => {
			const {root} = await createRepository();
			const {trees, get, home} = openTrees({workingDir: root, run: counted});
			await trees.create(get(), home);
		});
		expect(steps).toBeGreaterThan(10);

		for (const step of stepsTo(steps)) {
			const repository = await createRepository();
			const {trees, reopen, get, home} = openTrees({workingDir: repository.root, run: dyingAfter(step)});
			await expect(trees.create(get(), home)).rejects.toThrow('killed');

			const made = await reopen().create(get(), home);

			expect(made.workTree).toMatchObject({base: 'main', branch: 'maestro/T-1'});
			expect(await treesOf(repository)).toEqual([repository.root, `${repository.root}.worktrees/T-1`]);
			expect(await reopen().state(get())).toMatchObject({isThere: true, changes: [], ahead: 0});
		}
	}, 120_000);

	test('at any step of removing one, the next request removes it', async () => {
		const arranged = async () => {
			const repository = await createRepository();
			const opened = openTrees({workingDir: repository.root});
			await opened.trees.create(opened.get(), opened.home);
			return {repository, ...opened};
		};
		const steps = await stepsOf(async counted => {
			const {reopen, get, home} = await arranged();
			await reopen(counted).remove(get(), home);
		});
		expect(steps).toBeGreaterThan(5);

		for (const step of stepsTo(steps)) {
			const {repository, reopen, get, home} = await arranged();
			await expect(reopen(dyingAfter(step)).remove(get(), home)).rejects.toThrow('killed');

			await reopen().remove(get(), home);

			expect(get().workTree).toBeUndefined();
			expect(await treesOf(repository)).toEqual([repository.root]);
			expect(await repository.git('branch', '--list', 'maestro/*')).toBe('');
		}
	}, 120_000);

	testIf(process.platform === 'linux', 'a process is found by /proc')(
		'with the git that checks out, what it left is made anew',
		async () => {
			const repository = await createRepository();
			await repository.commit('.gitattributes', '*.slow filter=deadly\n');
			await repository.commit('a.slow');
			// The one that checks out, and before it the one that makes the work tree and would tidy up.
			const filter = 'kill -9 $(cut -d " " -f 4 /proc/$PPID/stat) $PPID';
			await repository.git('config', 'filter.deadly.smudge', filter);
			const {trees, get, home} = openTrees({workingDir: repository.root});
			await expect(trees.create(get(), home)).rejects.toMatchObject({code: 'git-failed'});
			expect(await repository.git('worktree', 'list', '--porcelain')).toContain('locked initializing');
			await repository.git('config', '--unset', 'filter.deadly.smudge');

			await trees.create(get(), home);

			expect(await readFile(`${repository.root}.worktrees/T-1/a.slow`, 'utf8')).toBe('a.slow');
			expect(await trees.state(get())).toMatchObject({isThere: true, changes: []});
			expect(await treesOf(repository)).toHaveLength(2);
		},
	);

	test('and git still at it, the next request says so, and one later finds it made', async () => {
		const repository = await createRepository();
		const go = path.join(path.dirname(repository.root), 'go');
		await run('mkfifo', [go]);
		await repository.commit('.gitattributes', '*.slow filter=slow\n');
		await repository.commit('a.slow');
		await repository.git('config', 'filter.slow.smudge', `cat ${go} > /dev/null; cat`);
		const {trees, reopen, get, home} = openTrees({workingDir: repository.root});
		const first = trees.create(get(), home);
		await eventually(async () =>
			expect(await repository.git('worktree', 'list', '--porcelain')).toContain('locked initializing'),
		);

		await expect(reopen().create(get(), home)).rejects.toMatchObject({code: 'work-tree-busy'});

		await writeFile(go, '');
		const made = await first;
		expect(await reopen().create(get(), home)).toEqual(made);
	});
});
