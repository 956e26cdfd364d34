import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {expect, onTestFinished, test} from 'vitest';
import {readBirth} from '../../source/system/birth.js';
import {
	birthOf,
	isThere,
	listRunning,
	readPs,
	readStat,
	signalGroup,
	signalProcess,
} from '../../source/system/processes.js';
import {run} from '../../source/system/run.js';
import {startZombie} from '../helpers/zombie.js';

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
		expect(() => signalProcess(pid, 0)).toThrow(RangeError);
	});
}

test('what runs is listed with its group', async () => {
	const {pid} = startGroup();

	expect(await listRunning(run)).toContainEqual({pid, group: pid});
});

test('what has ended is not listed, though nobody has collected it', async () => {
	const {child} = startGroup();
	const pid = await startZombie();

	expect((await listRunning(run)).map(process => process.pid)).not.toContain(pid);
	expect(isThere(pid)).toBe(true);
	expect((await listRunning(run)).map(process => process.pid)).toContain(child.pid);
});

const stats: ReadonlyArray<[text: string, process: ReturnType<typeof readStat>]> = [
	['4711 (sleep) S 1 4700 4700 0 -1', {pid: 4711, group: 4700}],
	['4711 (a) b (c) Z) R 1 4700 4700 0 -1', {pid: 4711, group: 4700}],
	['4711 (sleep) Z 1 4700 4700 0 -1', undefined],
	['4711 (sleep) X 1 4700 4700 0 -1', undefined],
];

for (const [text, expected] of stats) {
	test(`${JSON.stringify(text)} in /proc is ${expected === undefined ? 'nobody' : 'a process'}`, () => {
		expect(readStat(text)).toEqual(expected);
	});
}

const lines: ReadonlyArray<[line: string, process: ReturnType<typeof readPs>]> = [
	['  4711  4700 Ss+', {pid: 4711, group: 4700}],
	['4711 4700 R', {pid: 4711, group: 4700}],
	['  4711  4700 Z+', undefined],
	['', undefined],
];

for (const [line, expected] of lines) {
	test(`${JSON.stringify(line)} of ps is ${expected === undefined ? 'nobody' : 'a process'}`, () => {
		expect(readPs(line)).toEqual(expected);
	});
}

test('a process is told from a later one with its number by when it was born; one that has ended has no birth', async () => {
	const {pid, child} = startGroup();
	const born = await birthOf(pid, run);

	expect(born).toMatch(/^[\w:-]+$/);
	expect(await birthOf(pid, run)).toBe(born);
	expect(await birthOf(process.pid, run)).not.toBe(born);
	expect(await birthOf(await startZombie(), run)).toBeUndefined();
	child.kill('SIGKILL');
	await once(child, 'exit');
	expect(await birthOf(pid, run)).toBeUndefined();
});

test('when a process was born stands behind its name, whatever that is', () => {
	const rest = '1 4700 4700 0 -1 4194560 1 0 0 0 0 0 0 0 20 0 1 0 13687 1 2';

	expect(readBirth(`4711 (sleep) S ${rest}`)).toBe('13687');
	expect(readBirth(`4711 (a) b (c) Z) R ${rest}`)).toBe('13687');
	expect(readBirth(`4711 (sleep) Z ${rest}`)).toBeUndefined();
	expect(readBirth('')).toBeUndefined();
});
