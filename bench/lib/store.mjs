import path from 'node:path';
import {build} from 'esbuild';
import {root} from './world.mjs';

/** For a message of usual length. */
export const text = 'Please review the change to the inbox reader in T-456: the parser drops the last line.';

/** Builds the server's own store, without the server around it, into a folder; answers the file. */
export const buildStore = async folder => {
	const file = path.join(folder, 'store.mjs');
	await build({
		stdin: {
			contents: `
				export {createInbox, readFact} from './source/server/inbox.js';
				export {createJournal} from './source/server/stores/journal.js';
				export {openAppend} from './source/system/append.js';
			`,
			resolveDir: root,
			loader: 'ts',
		},
		bundle: true,
		platform: 'node',
		format: 'esm',
		logLevel: 'warning',
		outfile: file,
	});
	return file;
};
