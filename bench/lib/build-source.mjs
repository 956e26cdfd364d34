import path from 'node:path';
import {build} from 'esbuild';
import {root} from './world.mjs';

/** Bundles what a script of the source exports, without the program around it, into a folder; answers the file. */
export const buildSource = async (folder, name, contents, more = {}) => {
	const file = path.join(folder, `${name}.mjs`);
	await build({
		stdin: {contents, resolveDir: root, loader: 'ts'},
		bundle: true,
		platform: 'node',
		format: 'esm',
		logLevel: 'warning',
		outfile: file,
		...more,
		banner: {js: "import {createRequire} from 'node:module'; const require = createRequire(import.meta.url);"},
	});
	return file;
};
