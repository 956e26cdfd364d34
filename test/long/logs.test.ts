import {test} from 'vitest';
import {extent} from '../helpers/extent.js';
import {followLogs} from '../helpers/follow-logs.js';

const [megabytes, kills] = [extent(50, 200), extent(3, 10)];

test(`a log of ${megabytes} MB is followed by two while the server is killed ${kills} times: byte for byte it is the file`, async () => {
	await followLogs({bytes: megabytes * 1_000_000, viewers: 2, kills});
}, 600_000);
