// Bundles every program of ours into `dist/`, so that a start reads one file and not hundreds.
// `--only agent` builds that one alone, `--to DIR` puts it somewhere else; tests do.

import {cp, mkdir, readdir, readFile, rm, stat, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {parseArgs} from 'node:util';
import {build} from 'esbuild';
import {inkWithMemory, inkWithRowCache, withoutDevtools} from './ink-plugins.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const {values} = parseArgs({options: {only: {type: 'string'}, to: {type: 'string', default: 'dist'}}});
const dist = path.resolve(root, values.to);

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

// zod brings its words in fifty languages, of which one is said: a fifth of what is loaded.
const oneLanguage = {
	name: 'one-language',
	setup({onLoad}) {
		onLoad({filter: /zod\/v4\/locales\/index\.js$/}, () => ({contents: "export {default as en} from './en.js';"}));
	},
};

// Ink comes with others of the package by which we measure text, and what measures should be one. Its table of all emoji is made when
// the first character needs it, and not at each start.
const oneStringWidth = {
	name: 'one-string-width',
	setup({onLoad, onResolve}) {
		const ours = path.join(root, 'node_modules', 'string-width', 'index.js');
		onResolve({filter: /^string-width$/}, () => ({path: ours}));
		onLoad({filter: /string-width\/index\.js$/}, async () => {
			const text = await readFile(ours, 'utf8');
			const lazy = text.replace(
				/^const emojiPrefixRegex = (.+);$/m,
				'let emoji; const emojiPrefixRegex = {test: text => (emoji ??= $1).test(text), exec: text => (emoji ??= $1).exec(text)};',
			);
			if (lazy === text) {
				throw new Error(`Expected ${ours} to have the constant emojiPrefixRegex; this is another version of it`);
			}

			return {contents: lazy};
		});
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
	// Every Node of ours has it; written otherwise, tables of all emoji are built at each start.
	supported: {'regexp-set-notation': true},
};

/**
What is read late is read by a program that has read all of `entry` before. Said so, that is one file: otherwise it is in as many pieces as there are
ways to share it with the late parts, and to find and link thirty small files takes a fifth of a start.
*/
const oneEarlyPart = entry => ({
	name: 'one-early-part',
	setup({onLoad, onResolve, resolve}) {
		onResolve({filter: /^\./}, async ({path: file, kind, importer, resolveDir}) => {
			if (kind !== 'dynamic-import') {
				return;
			}

			const found = await resolve(file, {kind: 'import-statement', importer, resolveDir});
			return {...found, namespace: 'late'};
		});
		onLoad({filter: /./, namespace: 'late'}, ({path: file}) => ({
			contents: `import ${JSON.stringify(entry)}; export * from ${JSON.stringify(file)};`,
			resolveDir: root,
		}));
	},
});

const modules = {
	...common,
	format: 'esm',
	minify: true,
	// By which the names in the report of a bug can be found again (node --enable-source-maps); nobody else reads it.
	sourcemap: 'linked',
	banner: {js: requireInModules},
	define: {...common.define, 'Intl.Segmenter': 'LateSegmenter'},
	inject: [path.join(import.meta.dirname, 'late-segmenter.mjs')],
	plugins: [withoutDevtools, yogaWithoutFetch, oneLanguage, oneStringWidth, inkWithRowCache, inkWithMemory],
};

/** What agents run, and what of it is read on occasion; and what keeps a headless run. */
const entries = [
	{agent: 'source/cli/agent/entry.ts', letters: 'source/cli/agent/letters.ts'},
	{run: 'source/cli/run/entry.ts'},
];

/**
What people run, in parts: one for what each start needs, and the others are read when they are wanted. The two programs share none, as
that would make a hundred small files of what is one.
*/
const buildForPeople = async () => {
	const programs = {maestro: 'source/cli/main.ts', 'maestro-tui': 'source/cli/tui.tsx'};
	const built = await Promise.all(
		Object.entries(programs).map(async ([name, source]) =>
			build({
				...modules,
				...{
					entryPoints: {[name]: source},
					outdir: dist,
					splitting: true,
					chunkNames: 'part-[name]-[hash]',
					metafile: true,
				},
				plugins: [...modules.plugins, oneEarlyPart(path.join(root, source))],
			}),
		),
	);
	const made = built.flatMap(({metafile}) => Object.keys(metafile.outputs)).map(file => path.basename(file));
	await removeParts(made);
};

/**
Takes away the parts that nobody reads any more. Programs that were started with the build before this one go on, and may not have read
all of theirs yet: it left a list. So may those that were started with one in between, for an hour.
*/
const removeParts = async made => {
	const list = path.join(dist, 'parts.txt');
	const before = await readFile(list, 'utf8').catch(() => '');
	const kept = new Set([...made, ...before.split('\n')]);
	const old = (await readdir(dist)).filter(name => /^part-.*\.js(?:\.map)?$/.test(name) && !kept.has(name));
	for (const file of old.map(name => path.join(dist, name))) {
		const {mtimeMs} = await stat(file).catch(() => ({mtimeMs: Date.now()}));
		if (Date.now() - mtimeMs > 60 * 60_000) {
			await rm(file, {force: true});
		}
	}

	await writeFile(list, `${made.join('\n')}\n`);
};

await mkdir(dist, {recursive: true});
for (const entryPoints of entries) {
	if (values.only === undefined || Object.hasOwn(entryPoints, values.only)) {
		await build({...common, format: 'cjs', minify: true, entryPoints, outdir: dist, outExtension: {'.js': '.cjs'}});
	}
}

if (values.only === undefined) {
	await buildForPeople();
	const {helpText} = await import(path.join(dist, 'maestro.js'));
	await writeFile(path.join(dist, 'help.txt'), `${await helpText()}\n`);
}

await rm(path.join(dist, 'assets'), {recursive: true, force: true});
await cp(path.join(root, 'assets'), path.join(dist, 'assets'), {recursive: true});
