import {cp, readFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {openInbox} from '../helpers/inbox.js';
import {temporaryFolder} from '../helpers/temporary.js';

/** A record of the first version, which knew neither checkpoints nor holds nor broadcasts, and what it made of it itself. */
const former = path.join(import.meta.dirname, '..', 'fixtures', 'record', 'without-checkpoint');

test('what the first version kept is there as it was, and stays so with a checkpoint', async () => {
	const folder = await temporaryFolder();
	for (const name of ['2025-11-20.jsonl', '2025-11-21.jsonl']) {
		await cp(path.join(former, name), path.join(folder, 'audit', name));
	}

	const messages: unknown = JSON.parse(await readFile(path.join(former, 'messages.json'), 'utf8'));

	const {inbox, reopen, reports, time} = await openInbox({folder, leastNews: 1});
	expect([...inbox.all()]).toEqual(messages);
	expect(inbox.takings('a')).toEqual([]);
	expect(inbox.released('a').flatMap(({messages: left}) => left)).toHaveLength(2);

	await inbox.upkeep.keepLast(time.now);
	const again = await reopen();
	expect([...again.all()]).toEqual(messages);
	const repeated = await again.send({
		...{from: 'a', to: 'b', text: 'Message 4: grüße\nsecond line'},
		...{idempotencyKey: 'key-4'},
	});
	expect(repeated.isRepeated).toBe(true);
	expect(reports).toEqual([]);
});
