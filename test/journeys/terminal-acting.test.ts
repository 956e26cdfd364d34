import {chmod, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import type {Session} from '../../source/domain/session.js';
import type {Task} from '../../source/domain/task.js';
import {eventually} from '../helpers/eventually.js';
import {whereInstalled} from '../helpers/require.js';
import {openTerminal} from '../helpers/terminal.js';
import {createWorld} from '../helpers/world.js';

const withAgent = async () => {
	const world = await createWorld();
	await world.begin();
	const task = await world.addTask('Mend the door', {description: 'It squeaks'});
	const {session} = await world.ask<{session: string}>('dispatch', 'none', task);
	return {
		world,
		task: async () => world.get<Task>(`/api/tasks/${task}`),
		session: async () => world.get<Session>(`/api/sessions/${session}`),
	};
};

whereInstalled('tmux')('acting in a real terminal', () => {
	test('a run that is to stop is left when that is taken back, and stopped when the app is left', async () => {
		const {world, session} = await withAgent();
		const terminal = await openTerminal(world, {columns: 120});
		await terminal.shows(/idle\s+Mend the door/);

		await terminal.press('x');
		await terminal.shows('stops in 10 s; z takes it back');
		await terminal.press('z');
		await terminal.shows('Taken back: The stop of Mend the door');
		expect((await session()).status).toBe('idle');
		await terminal.press('x');
		await terminal.shows('stops in 10 s');
		await terminal.press('q');
		await terminal.shows('will be stopped at once. Quit?');
		await terminal.press('y');

		await eventually(async () => expect((await session()).status).toBe('stopped'));
	});

	test('a session is renamed, and its former name comes back', async () => {
		const {world, session} = await withAgent();
		const terminal = await openTerminal(world, {columns: 120});
		await terminal.shows(/idle\s+Mend the door/);

		await terminal.press('e');
		await terminal.shows('Name: Mend the door');
		await terminal.type(' now');
		await terminal.press('Enter');
		await terminal.shows(/idle\s+Mend the door now/);
		expect((await session()).name).toBe('Mend the door now');
		await terminal.press('z');

		await eventually(async () => expect((await session()).name).toBe('Mend the door'));
	});

	test('a description is written in the operator’s editor, which has the terminal until it ends', async () => {
		const {world, task} = await withAgent();
		const editor = path.join(world.folder, 'editor');
		await writeFile(
			editor,
			'#!/bin/sh\necho "THE EDITOR IS HERE"\nread line\nprintf "%s\\n%s\\n" "$(cat "$1")" "$line" > "$1"\n',
		);
		await chmod(editor, 0o700);
		const terminal = await openTerminal(world, {columns: 120, environment: {EDITOR: editor}});
		await terminal.shows(/idle\s+Mend the door/);

		await terminal.press(']');
		await terminal.shows('[Tasks]');
		await terminal.press('C-e');
		await terminal.shows('THE EDITOR IS HERE');
		await terminal.type('and it sticks');
		await terminal.press('Enter');

		await terminal.shows('has another description; z takes it back');
		expect((await task()).description).toBe('It squeaks\nand it sticks');
	});
});
