import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {expect, onTestFinished, test} from 'vitest';
import {isThere, signalGroup} from '../../source/system/processes.js';

const startGroup = () => {
	const child = spawn('sleep', ['60'], {detached: true, stdio: 'ignore'});
	onTestFinished(() => {
		child.kill('SIGKILL');
	});
	return {child, pid: child.pid ?? expect.unreachable('sleep did not start')};
};

test('a signal reaches a group, and then there is none', async () => {
	const {child, pid} = startGroup();

	expect(signalGroup(pid, 0)).toBe(true);
	expect(signalGroup(pid, 'SIGTERM')).toBe(true);
	expect(await once(child, 'exit')).toEqual([null, 'SIGTERM']);

	expect(signalGroup(pid, 'SIGTERM')).toBe(false);
	expect(isThere(pid)).toBe(false);
});

test('to ask for a process does nothing to it', async () => {
	const {child, pid} = startGroup();

	expect(isThere(pid)).toBe(true);

	expect(child.exitCode).toBeNull();
});

for (const pid of [0, 1, -1, -0, 1.5, Number.NaN, 2 ** 60]) {
	test(`${pid} is never signalled: it is everybody, ourselves, or nobody`, () => {
		expect(() => signalGroup(pid, 0)).toThrow(RangeError);
		expect(() => isThere(pid)).toThrow(RangeError);
	});
}
