import {rm, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import type {Task} from '../../source/domain/task.js';
import {eventually} from '../helpers/eventually.js';
import {createRepository} from '../helpers/repository.js';
import {whereInstalled} from '../helpers/require.js';
import {createWorld} from '../helpers/world.js';

/** A world whose checkout is a real repository and a project. */
const withRepository = async () => {
	const world = await createWorld();
	await rm(world.checkout, {recursive: true});
	const repository = await createRepository({folder: world.folder, name: 'checkout'});
	await world.maestro('server', 'start');
	await world.maestro('project', 'add');
	const {id} = await world.ask<Task>('task', 'add', 'Mend the door');
	return {world, repository, id, place: path.join(world.folder, 'checkout.worktrees', id)};
};

whereInstalled('tmux')('a task with a work tree', () => {
	test('its agent works in there, and so does that of a part of it; the tree outlives the server, and stays while they work, and while it is dirty', async () => {
		const {world, repository, id, place} = await withRepository();

		await world.maestro('dispatch', 'none', id, '--worktree');
		const part = await world.ask<Task>('task', 'add', 'Mend the lock', '--parent', id);
		await world.maestro('dispatch', 'none', part.id);

		await eventually(async () => expect((await world.diary()).map(({cwd}) => cwd)).toEqual([place, place]));
		process.kill(await world.serverPid(), 'SIGKILL');
		await world.maestro('server', 'start');
		const remove = async () => world.tryMaestro(['task', 'worktree', id, '--remove']);
		expect(await remove()).toMatchObject({exitCode: 8, stderr: expect.stringContaining('is at work in')});
		await world.maestro('stop', 'none', id);
		await world.maestro('stop', 'none', part.id);
		await writeFile(path.join(place, 'key'), 'new');
		expect(await remove()).toMatchObject({exitCode: 8, stderr: expect.stringContaining('?? key')});
		await rm(path.join(place, 'key'));
		expect(await remove()).toMatchObject({exitCode: 0});
		expect(await repository.git('worktree', 'list')).not.toContain('worktrees/');
		expect(await repository.git('branch', '--format=%(refname:short)')).toBe('main');
	}, 90_000);
});
