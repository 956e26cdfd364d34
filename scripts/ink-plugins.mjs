import {readFile} from 'node:fs/promises';
import path from 'node:path';

const cells = path.join(import.meta.dirname, '..', 'source', 'views', 'cells');
const cache = path.join(cells, 'row-cache.ts');
const remember = path.join(cells, 'remember.ts');

// What Ink asks again of every text in every frame, and what only depends on the text: what is left of it, and how wide it is.
export const inkWithMemory = {
	name: 'ink-with-memory',
	setup({onLoad}) {
		onLoad({filter: /(?:ink\/build\/sanitize-ansi|widest-line\/index)\.js$/}, async ({path: file}) => {
			const text = await readFile(file, 'utf8');
			const [exported, name] = /^export default (?:function )?(sanitizeAnsi|widestLine)/m.exec(text) ?? [];
			if (exported === undefined) {
				throw new Error(`Expected ${file} to export a function of a text; this is another one than is known here`);
			}

			const named = exported.includes('function')
				? text.replace(exported, `function ${name}`)
				: text.replace(`${exported};`, '');
			const ours = [
				`import {rememberResults} from ${JSON.stringify(remember)};`,
				`export default rememberResults(${name});`,
			];
			return {contents: [named, ...ours].join('\n'), resolveDir: path.dirname(file)};
		});
	},
};

// Most of what an update costs is Ink's output stage, which takes the text of the whole frame apart each time. Ours remembers rows, and
// composes the others by Ink's own.
export const inkWithRowCache = {
	name: 'ink-with-row-cache',
	setup({onLoad}) {
		onLoad({filter: /ink\/build\/output\.js$/}, async ({path: file}) => {
			const text = await readFile(file, 'utf8');
			const named = text.replace('export default class Output', 'class Output');
			if (named === text) {
				throw new Error(
					`Expected ${file} to export the class Output; this is another Ink than the row cache was made for`,
				);
			}

			const ours = [
				`import {createRowCache} from ${JSON.stringify(cache)};`,
				'const createOutput = createRowCache({Original: Output, styledCharsToString});',
				// Ink says `new`, which is content with a function that answers an object.
				'export default function CachedOutput(size) { return createOutput(size); }',
			];
			return {contents: [named, ...ours].join('\n'), resolveDir: path.dirname(file)};
		});
	},
};

// Ink asks for the devtools in a statement of its own that is never reached in production, and would bring 15 MB of them along.
export const withoutDevtools = {
	name: 'without-devtools',
	setup({onResolve, onLoad}) {
		onResolve({filter: /^react-devtools-core$/}, () => ({path: 'react-devtools-core', namespace: 'empty'}));
		onLoad({filter: /.*/, namespace: 'empty'}, () => ({contents: 'export default {};'}));
	},
};
