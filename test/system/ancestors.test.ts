import {expect, test} from 'vitest';
import {listAncestors, readParent, readPsParent} from '../../source/system/ancestors.js';
import {run} from '../../source/system/run.js';

test('the name of a program may hold anything', () => {
	expect(readParent('4711 (tmux: server) S 1 4711 4711 0 -1')).toEqual({pid: 4711, program: 'tmux: server', parent: 1});
	expect(readParent('4711 (a) S 99 (b) R 4710 4711 0')).toEqual({pid: 4711, program: 'a) S 99 (b', parent: 4710});
	expect(readParent('4711 (two\nlines) S 4710 4711 0')).toEqual({pid: 4711, program: 'two\nlines', parent: 4710});
});

test('what ps prints is read, whether it knows the path or the name', () => {
	expect(readPsParent('  4711  4710 /usr/local/bin/zellij')).toEqual({pid: 4711, program: 'zellij', parent: 4710});
	expect(readPsParent('4711 1 tmux: server')).toEqual({pid: 4711, program: 'tmux: server', parent: 1});
});

for (const text of ['', 'x', '1 2', '4711 (sh) S']) {
	test(`${JSON.stringify(text)} speaks of no process`, () => {
		expect(readParent(text)).toBeUndefined();
		expect(readPsParent(text)).toBeUndefined();
	});
}

test('our own parent is the nearest, and the first process of the system is none', async () => {
	const ancestors = await listAncestors(run);

	expect(ancestors[0]?.pid).toBe(process.ppid);
	expect(ancestors.map(({pid}) => pid)).not.toContain(1);
	expect(ancestors.every(({program}) => program !== '')).toBe(true);
});
