import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {project, task} from '../helpers/builders.js';
import {runCommand} from '../helpers/command-line.js';
import {createRepository} from '../helpers/repository.js';
import {whereInstalled} from '../helpers/require.js';
import {openServer} from '../helpers/server.js';

/** A server with a project in a folder, a task, and a part of it. */
const open = async ({root}: {readonly root: string}) => {
	const server = await openServer({
		projects: [project({workingDir: root})],
		tasks: [task(), task({id: 'T-2', parentId: 'T-1'})],
	});
	return {server, place: `${root}.worktrees/T-1`};
};

whereInstalled('git')('maestro task worktree', () => {
	test('makes one, says what is in it, and removes it when it is clean', async () => {
		const repository = await createRepository();
		const {server, place} = await open(repository);
		const maestro = async (...words: readonly string[]) =>
			(await runCommand(server, ['task', 'worktree', ...words])).text;

		expect(await maestro('T-1', '--create')).toBe(`${place}\nbranch maestro/T-1, 0 commits ahead of main`);
		await writeFile(path.join(place, 'key'), '');
		expect(await maestro('T-2')).toBe(
			`${place}\nbranch maestro/T-1, 0 commits ahead of main; that of T-1\nnot committed:\n  ?? key`,
		);
		await expect(maestro('T-1', '--remove')).rejects.toMatchObject({code: 'work-tree-dirty'});
		await repository.gitIn(place, 'add', 'key');
		await repository.gitIn(place, 'commit', '--quiet', '--message', 'Key');
		expect(await maestro('T-1', '--remove')).toBe(
			`Removed ${place}; its branch maestro/T-1 is kept, it has commits that are nowhere else`,
		);
		await expect(maestro('T-1')).rejects.toMatchObject({
			code: 'work-tree-not-found',
			message: expect.stringContaining('maestro task worktree T-1 --create'),
		});
	});

	for (const words of [[], ['T-1', 'T-2'], ['T-1', '--create', '--remove']]) {
		test(`${words.join(' ') || 'no word'} is refused before anything is asked`, async () => {
			const {server} = await open({root: '/nowhere'});

			await expect(runCommand(server, ['task', 'worktree', ...words])).rejects.toMatchObject({code: 'malformed'});
			expect(server.answers).toEqual([]);
		});
	}
});
