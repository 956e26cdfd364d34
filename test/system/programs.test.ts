import {readFile, stat, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {installPrograms, keeperName} from '../../source/system/programs.js';
import {temporaryFolder} from '../helpers/temporary.js';

const assets = path.join(import.meta.dirname, '..', '..', 'assets');
const names = ['maestro', 'maestro-hook', 'maestro-launch', 'opencode-plugin.js'];

const install = async (programs: string, node = process.execPath) =>
	installPrograms({assets, programs, node, bundle: '/opt/maestro/agent.cjs', door: "/opt/o'neil/maestro.cjs"});

test('the programs are there, executable, and name this Node and this build', async () => {
	const programs = path.join(await temporaryFolder(), 'bin');

	await install(programs);

	for (const name of names) {
		const file = path.join(programs, name);
		expect((await stat(file)).mode & 0o700).toBe(0o700);
		expect(await readFile(file, 'utf8')).not.toMatch(/@[A-Z]+@/);
	}

	expect(await readFile(path.join(programs, 'maestro'), 'utf8')).toContain(
		`exec '${process.execPath}' '/opt/o'\\''neil/maestro.cjs' "$@"`,
	);
});

test('what keeps a headless run is a copy of what the build has', async () => {
	const folder = await temporaryFolder();
	const [programs, keeper] = ['bin', 'run.cjs'].map(name => path.join(folder, name)) as [string, string];
	await writeFile(keeper, 'const own = "@NODE@";\n');

	await installPrograms({assets, programs, keeper, node: process.execPath, bundle: '/agent.cjs', door: '/maestro.cjs'});

	expect(await readFile(path.join(programs, keeperName), 'utf8')).toBe('const own = "@NODE@";\n');
});

test('a program that would not change is left alone, and one that would is put in its place whole', async () => {
	const programs = path.join(await temporaryFolder(), 'bin');
	const inode = async (name: string) => (await stat(path.join(programs, name))).ino;
	await install(programs);
	const before = await Promise.all(names.map(inode));

	await install(programs);
	expect(await Promise.all(names.map(inode))).toEqual(before);

	await writeFile(path.join(programs, 'maestro-hook'), '#!/bin/sh\n');
	await install(programs);
	expect(await readFile(path.join(programs, 'maestro-hook'), 'utf8')).toContain('/opt/maestro/agent.cjs');
	expect(await inode('maestro')).toBe(before[0]);
});
