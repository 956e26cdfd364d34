import {readFile, stat, writeFile} from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import {expect, test} from 'vitest';
import {keepDrafts} from '../../source/cli/keep-drafts.js';
import type {KeptDraft} from '../../source/client/feeds/drafts.js';
import {messagePriorities, messageTypes} from '../../source/domain/message.js';
import {temporaryFolder} from '../helpers/temporary.js';

const draft = (given: Partial<KeptDraft> = {}): KeptDraft => ({
	id: 'new',
	to: ['s-1'],
	replyTo: undefined,
	how: {},
	key: undefined,
	text: 'Half a thought',
	...given,
});

const place = async () => path.join(await temporaryFolder(), 'screen', 'drafts.json');

const drafts = fc.uniqueArray(
	fc.record({
		id: fc.string({minLength: 1, maxLength: 50}),
		to: fc.array(fc.string({maxLength: 50}), {maxLength: 5}),
		replyTo: fc.option(fc.string({maxLength: 50}), {nil: undefined}),
		how: fc.record({
			priority: fc.option(fc.constantFrom(...messagePriorities), {nil: undefined}),
			type: fc.option(fc.constantFrom(...messageTypes), {nil: undefined}),
		}),
		key: fc.option(fc.string({maxLength: 50}), {nil: undefined}),
		text: fc.string({unit: 'grapheme'}),
	}),
	{selector: ({id}) => id},
);

test('what was kept is there for the next start, whatever was written', async () => {
	const file = await place();

	await fc.assert(
		fc.asyncProperty(drafts, async all => {
			await keepDrafts(file).kept();
			const keeper = keepDrafts(file);
			await keeper.kept();
			await keeper.keep(all);
			expect(await keepDrafts(file).kept()).toEqual(all);
		}),
		{numRuns: 25},
	);
});

test('the file is for its owner alone, and a line a draft', async () => {
	const file = await place();
	await keepDrafts(file).keep([draft(), draft({id: 's-2'})]);

	expect((await stat(file)).mode & 0o777).toBe(0o600);
	expect((await readFile(file, 'utf8')).split('\n')).toHaveLength(5);
});

test('two screens leave each other what they write', async () => {
	const file = await place();
	const one = keepDrafts(file);
	const other = keepDrafts(file);
	await one.keep([draft({id: 'a'})]);
	await other.keep([draft({id: 'b'})]);

	await one.keep([]);

	expect((await keepDrafts(file).kept()).map(({id}) => id)).toEqual(['b']);
});

test('a file that cannot be read is put aside and told, and writing goes on', async () => {
	const file = await place();
	const keeper = keepDrafts(file);
	await keeper.keep([draft()]);
	await writeFile(file, '[{"id":');

	await expect(keepDrafts(file).kept()).rejects.toThrow(`the file is now ${file}.bad`);
	await keeper.keep([draft()]);

	expect(await keepDrafts(file).kept()).toHaveLength(1);
	expect(await readFile(`${file}.bad`, 'utf8')).toBe('[{"id":');
});

test('a place that cannot be written to is told with what it means', async () => {
	const file = path.join(await temporaryFolder(), 'a-file');
	await writeFile(file, '');

	await expect(keepDrafts(path.join(file, 'drafts.json')).keep([draft()])).rejects.toMatchObject({
		code: 'storage-failed',
		message: expect.stringContaining('it is there until the app ends'),
	});
});
