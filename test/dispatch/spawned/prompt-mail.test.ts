import {mkdir, readdir, readFile, rename, stat, utimes, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {letterLeaseMs, nameOfLetter, readLetter, readLetterName} from '../../../source/system/mail.js';
import {birthOf} from '../../../source/system/processes.js';
import {run} from '../../../source/system/run.js';
import {claudeScreen, idleScreen, openPromptWindows, textFor} from '../../helpers/prompt-windows.js';

type Given = Parameters<typeof openPromptWindows>[0];

/** `sess_a`, for whose client hooks of ours speak: this process stands for it. */
const openWithHooks = async (given: Given = {}) => {
	const world = await openPromptWindows(given);
	const {paths} = world;
	await world.mail.open();
	const speak = async (pid = process.pid, born?: string) =>
		writeFile(path.join(paths.owners, 'sess_a'), `${pid} ${born ?? (await birthOf(pid, run))} 1\n`);
	await speak();
	const folder = path.join(paths.mail, 'sess_a');
	const letters = async () =>
		(await readdir(folder).catch(() => [] as string[]))
			.sort()
			.map(readLetterName)
			.filter(file => file !== undefined);
	return {
		...{...world, folder, letters, speak},
		/** What a hook does with the letter that waits. */
		hook: async (to: Parameters<typeof nameOfLetter>[1]) => {
			const [file = expect.unreachable()] = await letters();
			await rename(path.join(folder, file.name), path.join(folder, nameOfLetter(file.key, to)));
		},
		isFlagged: async () => (await readdir(paths.flags)).includes('sess_a'),
		rung: async () => (await readFile(path.join(paths.doorbells, 'sess_a'), 'utf8').catch(() => '')) !== '',
	};
};

test('a text for a client that runs our hooks is handed to them, and typed by nobody', async () => {
	const {writer, multiplexer, notes, letters, folder, isFlagged, rung} = await openWithHooks();
	await writer.take(textFor('[From: Ann (sess_b)] Please run the tests'));

	expect(await notes()).toMatchObject([{fate: {state: 'waiting', why: expect.stringMatching(/next hook/)}}]);
	expect(await notes()).toMatchObject([{fate: {state: 'waiting'}}]);

	const [file = expect.unreachable()] = await letters();
	const letter = readLetter(await readFile(path.join(folder, file.name), 'utf8'));
	expect(letter).toMatchObject({agent: 'claude', from: 'sess_b', name: 'Ann', text: 'Please run the tests'});
	expect(await readFile(letter?.file ?? '', 'utf8')).toBe('Please run the tests');
	expect((await stat(path.join(folder, file.name))).mode & 0o777).toBe(0o600);
	expect([await isFlagged(), await rung()]).toEqual([true, true]);
	expect(multiplexer.pasted).toEqual([]);
});

test('it is shown when a hook has shown it, with the evidence, and nothing is left of it', async () => {
	const {writer, notes, fates, letters, paths, hook, isFlagged} = await openWithHooks();
	await writer.take(textFor('Please run the tests'));
	await fates();
	await hook({state: 'taken', at: 2_000_000, way: 'doorbell'});
	expect(await fates()).toEqual(['waiting']);

	await hook({state: 'shown', at: 2_000_500, way: 'doorbell-seen-in-the-prompt'});

	expect(await notes()).toMatchObject([{fate: {state: 'shown', at: 2_000_500, via: 'doorbell, seen in the prompt'}}]);
	expect(await letters()).toEqual([]);
	expect(await readdir(paths.mail)).toEqual([]);
	expect(await isFlagged()).toBe(false);
});

test('what a hook has taken and not confirmed in a minute waits for the next, and is not typed as well', async () => {
	const {writer, time, fates, letters, hook, multiplexer} = await openWithHooks();
	await writer.take(textFor('Please run the tests'));
	await fates();
	await hook({state: 'taken', at: time.now, way: 'hook-Stop'});
	await fates();

	time.now += letterLeaseMs;
	await fates();
	expect((await letters()).map(({state}) => state)).toEqual(['waiting']);
	time.now = Date.now() + 600_000;

	expect(await fates()).toEqual(['waiting']);
	expect(multiplexer.pasted).toEqual([]);
});

test('what no hook has taken while the agent waits at its prompt is taken back and typed', async () => {
	const {writer, time, fates, letters, multiplexer, show} = await openWithHooks();
	show(claudeScreen('working'));
	await writer.take(textFor('Please run the tests'));
	await fates();
	time.now = Date.now() + 60_000;
	expect(await fates()).toEqual(['waiting']);
	expect(multiplexer.pasted).toEqual([]);

	show(idleScreen);

	expect(await fates()).toEqual(['typed']);
	expect(multiplexer.pasted.map(({text}) => text)).toEqual(['Please run the tests']);
	expect(await letters()).toEqual([]);
});

test('a hook that takes it at the last moment has it, and it is not typed', async () => {
	let isFirst = true;
	const world = await openWithHooks({
		async between() {
			if (isFirst) {
				isFirst = false;
				await world.hook({state: 'shown', at: 3_000_000, way: 'hook-PostToolBatch'});
			}
		},
	});
	await world.writer.take(textFor('Please run the tests'));
	await world.fates();
	world.time.now = Date.now() + 60_000;

	await world.fates();

	expect(await world.fates()).toEqual(['shown']);
	expect(world.multiplexer.pasted).toEqual([]);
});

const typed: ReadonlyArray<
	[title: string, given: Given, more: object, speaker: readonly [number, string] | undefined]
> = [
	['is only to be there', {}, {isEntered: false}, undefined],
	['is for an agent that no file wakes', {tool: 'hermes'}, {}, undefined],
	['is for a session whose client has ended since', {}, {}, [process.pid, 'another-birth']],
];

for (const [title, given, more, speaker] of typed) {
	test(`a text that ${title} is no matter for hooks`, async () => {
		const {writer, fates, letters, speak} = await openWithHooks(given);
		if (speaker !== undefined) {
			await speak(...speaker);
		}

		await writer.take(textFor('Please run the tests', more));
		await fates();

		expect(await letters()).toEqual([]);
	});
}

test('a text for a session without a window here is handed to its hooks where nobody else could write it', async () => {
	const alone = await openWithHooks({isAlone: true, tool: 'claude-code'});
	alone.hosted.clear();
	await alone.writer.take(textFor('Please run the tests'));
	await alone.fates();
	expect((await alone.letters()).map(({state}) => state)).toEqual(['waiting']);

	const amongOthers = await openWithHooks({isAlone: false, tool: 'claude-code'});
	amongOthers.hosted.clear();
	await amongOthers.writer.take(textFor('Please run the tests'));
	expect(await amongOthers.notes()).toEqual([]);
});

test('a text is handed over though the app ended in the middle of that', async () => {
	const {writer, store, fates, letters} = await openWithHooks();
	await writer.take(textFor('Please run the tests'));
	const [record = expect.unreachable()] = await store.all();
	await store.put({...record, step: 'mailed'});

	await fates();
	await fates();

	expect((await letters()).map(({state}) => state)).toEqual(['waiting']);
});

test('folders that hooks write into are there before a hook runs', async () => {
	const {paths, mail} = await openPromptWindows();
	await mail.open();

	for (const folder of [paths.owners, paths.hookEvents, paths.flags, paths.doorbells, paths.mail]) {
		await mkdir(path.join(folder, 'inside'));
	}
});

test('what hooks left goes once it is of no use to a server of ours: of sessions of this one soon, and of any other after a day', async () => {
	const {paths, mail, time} = await openPromptWindows();
	await mail.open();
	const hour = 3_600_000;
	time.now = Date.now();
	const left = async (name: string, agoMs: number) => {
		const file = path.join(paths.hookEvents, name);
		await writeFile(file, '');
		await utimes(file, new Date(time.now - agoMs), new Date(time.now - agoMs));
	};
	await left('sess_here.1.2', 20_000);
	await left('sess_here.2.3', 1000);
	await left('sess_deleted.1.4', 25 * hour);
	await left('sess_ours.1.5', hour);

	await mail.sweep(sessionId => sessionId === 'sess_here');

	expect((await readdir(paths.hookEvents)).sort()).toEqual(['sess_here.2.3', 'sess_ours.1.5']);
});
