import {spawn} from 'node:child_process';
import {expect, onTestFinished} from 'vitest';
import {listRunning, signalProcess} from '../../source/system/processes.js';
import {run} from '../../source/system/run.js';
import {eventually} from './eventually.js';

// The shell becomes a program that knows nothing of the child that it had.
const script = `sleep 600 & echo $!; exec "$0" -e "console.log('ready'); setInterval(() => {}, 1e6)"`;

/** The number of a process that has ended, and that nobody collects before the test is over. */
export const startZombie = async (): Promise<number> => {
	const parent = spawn('sh', ['-c', script, process.execPath], {stdio: ['ignore', 'pipe', 'ignore']});
	onTestFinished(() => {
		parent.kill('SIGKILL');
	});
	let printed = '';
	parent.stdout.on('data', data => {
		printed += String(data);
	});
	await eventually(() => expect(printed).toMatch(/^\d+\nready\n$/));

	const zombie = Number.parseInt(printed, 10);
	signalProcess(zombie, 'SIGKILL');
	await eventually(async () => expect((await listRunning(run)).map(({pid}) => pid)).not.toContain(zombie));
	return zombie;
};
