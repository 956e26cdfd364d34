import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';

const root = path.join(import.meta.dirname, '..', 'source');

/** Which folders a folder may import. A new arrow is a change of this table, where a reader sees it. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
	domain: [],
	system: ['domain'],
	protocol: ['domain'],
	multiplexer: ['domain'],
	agents: ['domain'],
	tmux: ['multiplexer', 'system', 'domain'],
	zellij: ['multiplexer', 'system', 'domain'],
	dispatch: ['multiplexer', 'agents', 'system', 'domain'],
	server: ['dispatch', 'multiplexer', 'agents', 'protocol', 'system', 'domain'],
	client: ['multiplexer', 'protocol', 'domain'],
	keymap: ['client', 'domain'],
	views: ['keymap', 'client', 'domain'],
	cli: [
		'agents',
		'client',
		'dispatch',
		'domain',
		'keymap',
		'multiplexer',
		'protocol',
		'server',
		'system',
		'tmux',
		'views',
		'zellij',
	],
};

/** Every package, and every part of Node that reaches the machine, comes in by these doors: a file, or a folder with a slash. */
const doors: Readonly<Record<string, readonly string[]>> = {
	execa: ['system/'],
	conf: ['system/'],
	'node:fs': ['system/'],
	'node:fs/promises': ['system/'],
	'node:child_process': ['system/'],
	// The commands that agents run are too small for `node:http` (see ARCHITECTURE.md).
	'node:net': ['cli/agent/', 'server/listen.ts', 'system/free-port.ts'],
	'node:http': ['server/listen.ts', 'server/live.ts'],
	'node:v8': ['system/'],
	'node:perf_hooks': ['system/'],
	'node:util': ['cli/', 'server/', 'system/'],
	// For the numbers of the signals.
	'node:os': ['cli/', 'system/', 'tmux/windows.ts'],
	ws: [
		'server/live.ts',
		'server/logs/viewers.ts',
		'client/feeds/server.ts',
		'client/feeds/log-socket.ts',
		'cli/follow.ts',
	],
	hono: ['server/app.ts'],
	'hono/body-limit': ['server/app.ts'],
	'@hono/node-server': ['server/listen.ts'],
	meow: ['cli/'],
	react: ['views/', 'cli/tui.tsx'],
	ink: ['views/', 'keymap/key-name.ts'],
	'ink-text-input': ['views/'],
	'ink-select-input': ['views/'],
	'string-width': ['client/', 'views/', 'cli/'],
	zod: ['protocol/', 'server/', 'system/'],
};

/** Parts of Node that only compute. */
const free = new Set([
	'node:path',
	'node:crypto',
	'node:timers/promises',
	'node:stream',
	'node:zlib',
	'node:readline',
	'node:buffer',
	'node:events',
]);

type Import = {readonly file: string; readonly folder: string; readonly target: string; readonly isTypeOnly: boolean};

const files = readdirSync(root, {recursive: true, encoding: 'utf8'}).filter(file => /\.tsx?$/.test(file));

const importsOf = (file: string): readonly Import[] => {
	const text = readFileSync(path.join(root, file), 'utf8');
	const folder = file.split('/')[0] ?? '';
	return [
		...text.matchAll(/^(?:import|export)\s(type\s)?[^;'"]*?from\s+['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]/gm),
	].map(([, type, from, dynamic]) => ({file, folder, target: from ?? dynamic ?? '', isTypeOnly: type !== undefined}));
};

const imports = files.flatMap(importsOf);

test('there are as many imports as a program of this size has', () => {
	expect(files.length).toBeGreaterThan(80);
	expect(imports.length).toBeGreaterThan(300);
});

test('every folder of the tree is in the table, and every row of the table is a folder', () => {
	const folders = readdirSync(root, {withFileTypes: true})
		.filter(entry => entry.isDirectory())
		.map(({name}) => name);

	expect(folders.sort()).toEqual(Object.keys(mayImport).sort());
});

test('an import of ours goes down, as far as the table says', () => {
	const wrong = imports
		.filter(({target}) => target.startsWith('.'))
		.map(({file, folder, target}) => ({file, folder, to: path.join(path.dirname(file), target).split('/')[0] ?? ''}))
		.filter(({folder, to}) => to !== folder && to !== '..' && !mayImport[folder]?.includes(to))
		.map(({file, to}) => `${file} imports ${to}/`);

	expect(wrong).toEqual([]);
});

test('every package comes in by its door', () => {
	const wrong = imports
		.filter(({target}) => !target.startsWith('.') && !free.has(target))
		.filter(
			({file, target}) =>
				!(doors[target] ?? []).some(door => (door.endsWith('/') ? file.startsWith(door) : file === door)),
		)
		// A type is gone when the program runs: the server's sockets have Node's types.
		.filter(({isTypeOnly}) => !isTypeOnly)
		.map(({file, target}) => `${file} imports ${target}`);

	expect(wrong).toEqual([]);
});

test('only the command line reads the environment, the arguments and the standard streams', () => {
	const wrong = files.filter(
		file =>
			!file.startsWith('cli/') &&
			/\bprocess\.(?:env|argv|stdout|stderr|stdin)\b/.test(readFileSync(path.join(root, file), 'utf8')),
	);

	expect(wrong).toEqual([]);
});

test('nothing is exported by default, and no value is asserted to be there', () => {
	const wrong = files.filter(file =>
		/^export default|\w!(?=[.;,)\]])/m.test(readFileSync(path.join(root, file), 'utf8')),
	);

	expect(wrong).toEqual([]);
});
