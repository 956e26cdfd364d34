import path from 'node:path';
import {expect, test} from 'vitest';
import {holdLock} from '../../source/system/lock.js';
import {buildProgram} from '../helpers/child.js';
import {eventually} from '../helpers/eventually.js';
import {temporaryFolder} from '../helpers/temporary.js';

const lockFile = async () => path.join(await temporaryFolder(), 'data', 'lock.db');

test('of many processes that start at once, one gets the lock', async () => {
	const start = await buildProgram(path.join(import.meta.dirname, 'holder.ts'));
	const file = await lockFile();

	const children = Array.from({length: 6}, () => start(file));
	await eventually(() => children.every(({lines}) => lines.length > 0));

	const answers = children.flatMap(({lines}) => lines);
	expect(answers.filter(line => line === 'held')).toHaveLength(1);
	expect(answers.filter(line => line.includes('is held by'))).toHaveLength(5);
});

test('a holder that was killed leaves nothing in the way of the next', async () => {
	const start = await buildProgram(path.join(import.meta.dirname, 'holder.ts'));
	const file = await lockFile();
	const holder = start(file);
	await holder.says('held');

	await expect(holdLock(file)).rejects.toMatchObject({
		code: 'already-there',
		message: expect.stringMatching(/held by process \d+/),
	});
	await holder.kill();

	const {release} = await holdLock(file);
	release();
});

test('a lock that was released can be taken again, also in the same process', async () => {
	const file = await lockFile();

	const first = await holdLock(file);
	await expect(holdLock(file)).rejects.toMatchObject({code: 'already-there'});
	first.release();

	(await holdLock(file)).release();
});
