import {execFile} from 'node:child_process';
import path from 'node:path';
import {promisify} from 'node:util';
import {build} from 'esbuild';
import {inkWithMemory, inkWithRowCache, withoutDevtools} from '../../scripts/ink-plugins.mjs';
import {root} from './world.mjs';

const run = promisify(execFile);
const programs = path.join(root, 'bench', 'programs');

const bundle = async (outfile, plugins) => {
	await build({
		entryPoints: [path.join(programs, 'panes.mjs')],
		outfile,
		bundle: true,
		platform: 'node',
		format: 'esm',
		logLevel: 'error',
		define: {'process.env.NODE_ENV': '"production"'},
		banner: {js: "import {createRequire} from 'node:module'; const require = createRequire(import.meta.url);"},
		plugins: [withoutDevtools, ...plugins],
	});
	return [process.execPath, outfile];
};

const compile = async (outfile, words, options) =>
	run(words[0], words.slice(1), options).then(
		() => [outfile],
		() => undefined,
	);

/** Only what the machine has already: a benchmark fetches nothing. */
const buildGo = async (outfile, name) =>
	compile(outfile, ['go', 'build', '-buildvcs=false', '-o', outfile, '.'], {
		cwd: path.join(programs, 'bubbletea', name),
		env: {...process.env, GOPROXY: 'off', GOTOOLCHAIN: 'local'},
	});

const whereGo = folder => `it takes go, and its modules once (go mod download, in bench/programs/bubbletea/${folder})`;

/**
The programs that draw the same picture, built into a folder: each with its `command` and what its `output` is to be, or without a
command where the machine cannot build it, and what that `takes`.
*/
export const buildPainters = async folder => {
	const to = name => path.join(folder, name);
	const ink = await bundle(to('ink.mjs'), []);
	const ours = await bundle(to('ours.mjs'), [inkWithRowCache, inkWithMemory]);
	const source = path.join(programs, 'panes.c');
	return {
		ncurses: {
			command: await compile(to('panes'), ['cc', '-O2', source, '-lncursesw', '-o', to('panes')]),
			takes: 'it takes cc and libncurses-dev; the floors are missing with it',
		},
		'Ink behind cells': {command: ours, output: 'cells'},
		'Ink as it comes': {command: ink, output: 'plain'},
		'Ink, incremental': {command: ink, output: 'incremental'},
		'Bubble Tea 1': {command: await buildGo(to('first'), 'first'), takes: whereGo('first')},
		'Bubble Tea 2': {command: await buildGo(to('second'), 'second'), takes: whereGo('second')},
	};
};
