import {mkdir, readFile, stat, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {keepPlace} from '../../source/cli/keep-place.js';
import {type Place, placeOf} from '../../source/client/place.js';
import {initialState} from '../../source/client/state/index.js';
import {temporaryFolder} from '../helpers/temporary.js';

const file = async () => path.join(await temporaryFolder(), 'screen', 'place.json');

const place: Place = {
	...placeOf(initialState),
	stack: ['inbox', 'thread'],
	selected: {inbox: 'm-1'},
	filters: {tasks: 'status:todo'},
	arrangements: {sessions: {sort: 'name', isReversed: true, groupBy: undefined, hidesIdle: false}},
	folded: ['T-1'],
	threadId: 'm-1',
	log: {sessionId: 's', runId: 'r', top: {at: 4}, seen: 9, wraps: true, isRaw: false, showsTimes: false},
};

test('what was kept is there for the next start, for its owner alone', async () => {
	const where = await file();

	await keepPlace(where).keep(place);

	expect(await keepPlace(where).kept()).toEqual(place);
	expect((await stat(where)).mode & 0o777).toBe(0o600);
});

test('of two screens the one that was used last is come back to', async () => {
	const where = await file();
	const [one, other] = [keepPlace(where), keepPlace(where)];

	await one.keep(place);
	await other.keep({...place, stack: ['tasks']});

	expect((await keepPlace(where).kept())?.stack).toEqual(['tasks']);
});

const unreadable: ReadonlyArray<readonly [string, string]> = [
	['nothing', ''],
	['no JSON', '{"stack": ["inb'],
	['another thing', '[]'],
	['a wrong member', JSON.stringify({...place, stack: 'inbox'})],
	['too much of it', JSON.stringify({...place, folded: Array.from({length: 1001}, String)})],
	['a name that is too long', JSON.stringify({...place, threadId: 'x'.repeat(301)})],
];

for (const [title, text] of unreadable) {
	test(`a file with ${title} in it is as if it were not there`, async () => {
		const where = await file();
		await mkdir(path.dirname(where));
		await writeFile(where, text);

		expect(await keepPlace(where).kept()).toBeUndefined();
		await keepPlace(where).keep(place);
		expect(await keepPlace(where).kept()).toEqual(place);
	});
}

test('where it cannot be written it says so, and what is there stays', async () => {
	const where = await file();
	await mkdir(path.dirname(where));
	await writeFile(path.join(path.dirname(where), 'plain'), 'here');

	const keeper = keepPlace(path.join(path.dirname(where), 'plain', 'place.json'));

	await expect(keeper.keep(place)).rejects.toThrow(/cannot be kept for the next start/);
	expect(await readFile(path.join(path.dirname(where), 'plain'), 'utf8')).toBe('here');
	expect(await keeper.kept()).toBeUndefined();
});
