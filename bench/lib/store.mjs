import {buildSource} from './build-source.mjs';

/** For a message of usual length. */
export const text = 'Please review the change to the inbox reader in T-456: the parser drops the last line.';

/** Builds the server's own store, without the server around it, into a folder; answers the file. */
export const buildStore = async folder =>
	buildSource(
		folder,
		'store',
		`
			export {createInbox, readFact} from './source/server/inbox.js';
			export {createJournal} from './source/server/stores/journal.js';
			export {openAppend} from './source/system/append.js';
		`,
	);
