// Bundles every program of ours into `dist/`, so that a start reads one file and not hundreds.
// `--only agent` builds that one alone, `--to DIR` puts it somewhere else; tests do.

import {cp, mkdir, readFile, rm, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {parseArgs} from 'node:util';
import {build} from 'esbuild';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const {values} = parseArgs({options: {only: {type: 'string'}, to: {type: 'string', default: 'dist'}}});
const dist = path.resolve(root, values.to);

// Ink asks for the devtools in a statement of its own that is never reached in production, and would bring 15 MB of them along.
const withoutDevtools = {
	name: 'without-devtools',
	setup({onResolve, onLoad}) {
		onResolve({filter: /^react-devtools-core$/}, () => ({path: 'react-devtools-core', namespace: 'empty'}));
		onLoad({filter: /.*/, namespace: 'empty'}, () => ({contents: 'export default {};'}));
	},
};

// Yoga fetches its WebAssembly from a `data:` address where there is a `fetch`, and Node's takes 35 ms to load. Where there is
// none it decodes the very same bytes by itself.
const yogaWithoutFetch = {
	name: 'yoga-without-fetch',
	setup({onLoad}) {
		onLoad({filter: /yoga-wasm-base64-esm\.js$/}, async ({path: file}) => ({
			contents: `const fetch = undefined;\n${await readFile(file, 'utf8')}`,
		}));
	},
};

/** What many packages still do in an ES module: call `require` for a part of Node. */
const requireInModules =
	"import {createRequire as createRequireOf} from 'node:module';const require = createRequireOf(import.meta.url);";

const common = {
	absWorkingDir: root,
	bundle: true,
	platform: 'node',
	target: 'node22',
	legalComments: 'none',
	logLevel: 'warning',
	define: {'process.env.NODE_ENV': '"production"'},
};

const modules = {
	...common,
	format: 'esm',
	minifySyntax: true,
	banner: {js: requireInModules},
	plugins: [withoutDevtools, yogaWithoutFetch],
};

const entries = [
	{
		...common,
		format: 'cjs',
		minify: true,
		entryPoints: ['source/cli/agent/entry.ts'],
		outfile: path.join(dist, 'agent.cjs'),
	},
	{
		...common,
		format: 'cjs',
		minify: true,
		entryPoints: ['source/cli/run/entry.ts'],
		outfile: path.join(dist, 'run.cjs'),
	},
	{...modules, entryPoints: ['source/cli/main.ts'], outfile: path.join(dist, 'maestro.js')},
	{...modules, entryPoints: ['source/cli/tui.tsx'], outfile: path.join(dist, 'maestro-tui.js')},
];

await mkdir(dist, {recursive: true});
for (const entry of entries) {
	if (values.only === undefined || path.parse(entry.outfile).name === values.only) {
		await build(entry);
	}
}

if (values.only === undefined) {
	const {helpText} = await import(path.join(dist, 'maestro.js'));
	await writeFile(path.join(dist, 'help.txt'), `${helpText()}\n`);
}

await rm(path.join(dist, 'assets'), {recursive: true, force: true});
await cp(path.join(root, 'assets'), path.join(dist, 'assets'), {recursive: true});
