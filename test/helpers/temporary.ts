import {mkdtemp, realpath, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {onTestFinished} from 'vitest';

/** A folder of the test's own, gone when the test is over. The name is short: paths of sockets may have 107 bytes. */
export const temporaryFolder = async (): Promise<string> => {
	const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'mt-')));
	onTestFinished(async () => rm(folder, {recursive: true, force: true, maxRetries: 5, retryDelay: 100}));
	return folder;
};
