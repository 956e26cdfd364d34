import {expect, test} from 'vitest';
import {startMaestro} from '../helpers/colony.js';
import {eventually} from '../helpers/eventually.js';
import {dispatchPrinter, followLogs} from '../helpers/follow-logs.js';

test('a log of 20 MB is followed by two while the server is killed: byte for byte it is the file', async () => {
	await followLogs({bytes: 20_000_000, viewers: 2, kills: 2});
}, 180_000);

test('a person who follows a log ends that, and where nobody reads it any more it ends by itself', async () => {
	const {world, pair, goOn} = await dispatchPrinter(2000);
	const [ended, unread] = [1, 2].map(() => startMaestro(world.environment, ['logs', ...pair, '--follow'])) as [
		ReturnType<typeof startMaestro>,
		ReturnType<typeof startMaestro>,
	];
	await eventually(() => expect([ended, unread].map(({lines}) => lines().length)).toEqual([10, 10]), 30_000);

	ended.child.kill('SIGINT');
	expect(await ended.ended).toBe(0);
	unread.child.stdout?.destroy();
	await goOn();
	expect(await unread.ended).toBe(1);

	expect([ended, unread].map(({printed}) => printed.stderr)).toEqual(['', '']);
	expect(ended.lines().at(-1)).toMatch(/^0000000010 é+$/);
}, 120_000);
