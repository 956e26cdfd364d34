import {test} from 'vitest';
import {followLogs} from '../helpers/follow-logs.js';

test('a log of 200 MB is followed by two while the server is killed ten times: byte for byte it is the file', async () => {
	await followLogs({bytes: 200_000_000, viewers: 2, kills: 10});
}, 600_000);
