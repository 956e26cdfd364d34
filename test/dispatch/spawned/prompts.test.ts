import {randomUUID} from 'node:crypto';
import {readdir, readFile, stat, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {MaestroError} from '../../../source/domain/errors.js';
import {listFiles} from '../../../source/system/replace.js';
import {eventually} from '../../helpers/eventually.js';
import {claudeHolding, claudeScreen, idleScreen, openPromptWindows, textFor} from '../../helpers/prompt-windows.js';

const key = 'key_sess_a';

test('a text for an agent at its empty prompt is written and entered, once, however often it is given', async () => {
	const {writer, multiplexer, fates} = await openPromptWindows();
	const order = textFor('[From: B (sess_b)] Please run the tests\nand report\n');

	await Promise.all([writer.take(order), writer.take(order)]);
	await fates();
	await writer.take(order);

	expect(await fates()).toEqual(['typed']);
	expect(multiplexer.pasted).toEqual([
		{key, text: '[From: B (sess_b)] Please run the tests\nand report', isEntered: true},
	]);
});

test('the same text at another time, or from another session, is another one', async () => {
	const {writer, multiplexer, fates} = await openPromptWindows();

	await writer.take(textFor('again'));
	await writer.take(textFor('again', {at: 1_000_001}));
	await writer.take(textFor('again', {senderSessionId: 'sess_c'}));

	expect(await fates()).toEqual(['typed', 'typed', 'typed']);
	expect(multiplexer.pasted.map(({text}) => text)).toEqual(['again', 'again', 'again']);
});

test('a text that is only to be there is not entered', async () => {
	const {writer, multiplexer, fates} = await openPromptWindows();

	await writer.take(textFor('draft only', {isEntered: false}));

	expect(await fates()).toEqual(['typed']);
	expect(multiplexer.pasted).toEqual([{key, text: 'draft only', isEntered: false}]);
});

const never: ReadonlyArray<[title: string, screen: string, why: RegExp]> = [
	['the agent works', claudeScreen('working'), /works/],
	['a permission is asked for', claudeScreen('dialog.permission'), /dialog/],
	['a question is open', claudeScreen('dialog.question'), /dialog/],
	['the folder is not trusted yet', claudeScreen('dialog.trust'), /dialog/],
	['somebody has a draft there', claudeHolding('half a thought'), /something else stands/],
	['a menu is open', claudeScreen('menu'), /something else stands/],
	['it shows what it has said', claudeScreen('transcript'), /dialog/],
	['its agent has ended, and a shell is there', claudeScreen('ended'), /dialog/],
	['nothing is known of what it shows', 'some other screen', /dialog/],
];

for (const [title, screen, why] of never) {
	test(`nothing is written while ${title}, and it is written when its prompt is empty`, async () => {
		const {writer, multiplexer, show, fates, whys} = await openPromptWindows();
		show(screen);
		await writer.take(textFor('Please run the tests'));

		expect(await whys()).toEqual([expect.stringMatching(why)]);
		expect(await fates()).toEqual(['waiting']);
		expect(multiplexer.pasted).toEqual([]);

		show(idleScreen);
		expect(await fates()).toEqual(['typed']);
		expect(multiplexer.pasted).toHaveLength(1);
	});

	test(`nothing is written when ${title} from one look to the next`, async () => {
		let isFirst = true;
		const {writer, multiplexer, show, fates} = await openPromptWindows({
			between() {
				if (isFirst) {
					isFirst = false;
					show(screen);
				}
			},
		});
		await writer.take(textFor('Please run the tests'));

		expect(await fates()).toEqual(['waiting']);
		expect(multiplexer.pasted).toEqual([]);
	});
}

test('what waits is written in the order in which it was given, and a draft of one keeps the next back', async () => {
	const {writer, multiplexer, show, fates} = await openPromptWindows();
	show(claudeScreen('working'));
	await writer.take(textFor('second', {at: 2}));
	await writer.take(textFor('third', {at: 3, isEntered: false}));
	await writer.take(textFor('first', {at: 1}));
	await writer.take(textFor('fourth', {at: 4}));
	expect(await fates()).toEqual(['waiting', 'waiting', 'waiting', 'waiting']);

	show(idleScreen);

	expect(await fates()).toEqual(['typed', 'typed', 'typed', 'waiting']);
	expect(multiplexer.pasted.map(({text}) => text)).toEqual(['first', 'second', 'third']);
});

test('sessions do not wait for each other', async () => {
	const {writer, addWindow, show, notes} = await openPromptWindows();
	await addWindow('sess_z');
	show(claudeScreen('dialog.permission'));
	await writer.take(textFor('held'));
	await writer.take(textFor('free', {sessionId: 'sess_z'}));

	const states = (await notes()).map(({sessionId, fate}) => [sessionId, fate.state]);

	expect(states.toSorted()).toEqual([
		['sess_a', 'waiting'],
		['sess_z', 'typed'],
	]);
});

test('what is not alone in the prompt is not entered, and nobody claims that it was', async () => {
	const {writer, multiplexer, fates, whys} = await openPromptWindows({echo: (_, text) => claudeHolding(`x${text}`)});
	await writer.take(textFor('Please run the tests'));

	expect(await fates()).toEqual(['unknown']);
	expect(multiplexer.pasted).toEqual([{key, text: 'Please run the tests', isEntered: false}]);
	expect(await whys()).toEqual([expect.stringMatching(/not entered.*look there/)]);
});

test('what still stands in the prompt after Enter is not said to be typed', async () => {
	const {writer, whys} = await openPromptWindows({enter: screen => screen});
	await writer.take(textFor('look at @proj'));

	expect(await whys()).toEqual([expect.stringMatching(/Enter was pressed, and it still stands/)]);
});

test('a window that somebody scrolls in takes nothing, and the text waits', async () => {
	let isScrolled = true;
	const {writer, fates, multiplexer} = await openPromptWindows({takesKeys: () => !isScrolled});
	await writer.take(textFor('Please run the tests'));
	expect(await fates()).toEqual(['waiting']);

	isScrolled = false;

	expect(await fates()).toEqual(['typed']);
	expect(multiplexer.pasted).toHaveLength(1);
});

test('a text that nobody could paste is lost, in words', async () => {
	const {writer, whys} = await openPromptWindows();
	await writer.take(textFor('x'.repeat(2_000_000), {at: 1}));
	await writer.take(textFor('\n\r\n', {at: 2}));

	expect(await whys()).toEqual([
		expect.stringMatching(/^Expected a text of at most \d+ bytes/),
		expect.stringMatching(/nothing in it to write/),
	]);
});

test('of texts that wait for one session no more than fifty are kept, and the oldest says that it is lost', async () => {
	const {writer, show, notes} = await openPromptWindows();
	show(claudeScreen('working'));
	for (let at = 1; at <= 52; at++) {
		await writer.take(textFor(`text ${at}`, {at}));
	}

	const all = await notes();

	expect(all.slice(0, 2).map(({fate}) => fate)).toEqual([
		expect.objectContaining({state: 'lost', why: expect.stringMatching(/more than 50/)}),
		expect.objectContaining({state: 'lost'}),
	]);
	expect(all.slice(2).every(({fate}) => fate.state === 'waiting')).toBe(true);
});

test('a text for a session whose program has ended is lost after a while, and not typed into what comes after', async () => {
	const {writer, hosted, time, fates, multiplexer, show} = await openPromptWindows();
	show(claudeScreen('working'));
	await writer.take(textFor('too late'));
	expect(await fates()).toEqual(['waiting']);
	const window = hosted.get('sess_a');
	hosted.clear();
	expect(await fates()).toEqual(['waiting']);

	time.now += 61_000;

	expect(await fates()).toEqual(['lost']);
	hosted.set('sess_a', window ?? expect.unreachable());
	show(idleScreen);
	expect(await fates()).toEqual(['lost']);
	expect(multiplexer.pasted).toEqual([]);
});

test('a text for a session that is not here is left to whoever has its window', async () => {
	const {writer, notes} = await openPromptWindows();

	await writer.take(textFor('elsewhere', {sessionId: 'sess_elsewhere'}));

	expect(await notes()).toEqual([]);
});

test('an agent whose screens are not known waits for a person, who has it typed', async () => {
	const {writer, multiplexer, show, fates, notes} = await openPromptWindows({
		tool: 'hermes',
		echo: (screen, text) => `${screen}${text}`,
	});
	show('hermes> ');
	await writer.take(textFor('Please run the tests'));
	expect(await notes()).toMatchObject([
		{fate: {state: 'waiting', needsPerson: true, why: expect.stringMatching(/look, and/)}},
	]);
	expect(await fates()).toEqual(['waiting']);
	expect(multiplexer.pasted).toEqual([]);

	const [note = expect.unreachable()] = await notes();
	await writer.release(note);

	expect(await fates()).toEqual(['typed']);
	expect(multiplexer.pasted).toEqual([{key, text: 'Please run the tests', isEntered: true}]);
});

test('what a person has released is not entered where the window shows nothing of it, as a dialog does', async () => {
	const {writer, multiplexer, show, notes, fates} = await openPromptWindows({tool: 'hermes', echo: screen => screen});
	show('Allow? [Y/n] ');
	await writer.take(textFor('Please run the tests'));
	const [note = expect.unreachable()] = await notes();

	await writer.release(note);

	expect(await fates()).toEqual(['unknown']);
	expect(multiplexer.pasted).toEqual([{key, text: 'Please run the tests', isEntered: false}]);
});

test('what waits is private, and all of it is gone once it is written but how it begins', async () => {
	const {writer, store, show, notes} = await openPromptWindows();
	show(claudeScreen('working'));
	const content = `[From: B (sess_b)] begin ${'x'.repeat(500)} secret`;
	await writer.take(textFor(content));
	const [file = ''] = await readdir(store.folder);
	const text = async () => readFile(path.join(store.folder, file), 'utf8');
	expect((await stat(path.join(store.folder, file))).mode & 0o777).toBe(0o600);
	expect(await text()).toContain('secret');

	show(idleScreen);
	const [note] = await notes();

	expect(note).toMatchObject({
		words: content.slice('[From: B (sess_b)] '.length).slice(0, 200),
		sessionId: 'sess_a',
		at: 1_000_000,
	});
	expect(await text()).not.toContain('secret');
});

test('another app on the same files goes on with what the first has left, and writes nothing again', async () => {
	const first = await openPromptWindows();
	first.show(claudeScreen('working'));
	await first.writer.take(textFor('one', {at: 1}));
	await first.writer.take(textFor('two', {at: 2}));
	const second = await openPromptWindows({home: first.paths.home});

	expect(await second.fates()).toEqual(['typed', 'typed']);
	first.show(idleScreen);
	expect(await first.fates()).toEqual(['typed', 'typed']);

	expect(second.multiplexer.pasted.map(({text}) => text)).toEqual(['one', 'two']);
	expect(first.multiplexer.pasted).toEqual([]);
});

test('two apps at once write each text once', async () => {
	const first = await openPromptWindows();
	const second = await openPromptWindows({home: first.paths.home});
	await Promise.all(
		Array.from({length: 8}, async (_, at) =>
			Promise.all([first, second].map(async ({writer}) => writer.take(textFor(`text ${at}`, {at})))),
		),
	);

	await eventually(async () => {
		const states = (await Promise.all([first.fates(), second.fates()])).flat();
		expect(new Set(states)).toEqual(new Set(['typed']));
	});

	const pasted = [...first.multiplexer.pasted, ...second.multiplexer.pasted].map(({text}) => text);
	expect(pasted.toSorted()).toEqual(Array.from({length: 8}, (_, at) => `text ${at}`));
});

test('whoever follows is told what became of each text whenever that is new, and an app that may not write tells as well', async () => {
	const writing = await openPromptWindows();
	const watching = await openPromptWindows({home: writing.paths.home});
	const over = new AbortController();
	const seen: string[][] = [[], []];
	const following = [writing, watching].map(async ({writer}, index) =>
		writer.follow({
			everyMs: 10,
			mayWrite: () => index === 0,
			seen: notes => seen[index]?.push(notes.map(({fate}) => fate.state).join(' ')),
			signal: over.signal,
		}),
	);
	writing.show(claudeScreen('working'));
	await writing.writer.take(textFor('Please run the tests'));
	await eventually(() => expect(seen.map(states => states.at(-1))).toEqual(['waiting', 'waiting']));

	writing.show(idleScreen);

	await eventually(() => expect(seen.map(states => states.at(-1))).toEqual(['typed', 'typed']));
	over.abort();
	await Promise.all(following);
	expect(watching.multiplexer.pasted).toEqual([]);
	expect((await listFiles(writing.store.folder)).length).toBe(1);
});

test('texts that are given in one millisecond are written in the order in which they came', async () => {
	const {writer, multiplexer, fates} = await openPromptWindows();
	const texts = ['one', 'two', 'three', 'four', 'five'];

	await Promise.all(texts.map(async text => writer.take(textFor(text))));
	await fates();

	expect(multiplexer.pasted.map(({text}) => text)).toEqual(texts);
});

test('what shows no prompt for minutes is a matter for a person, who may have it typed', async () => {
	const {writer, multiplexer, show, notes, time, fates} = await openPromptWindows({
		echo: (screen, text) => `${screen}${text}`,
	});
	show('a client of another year\n> ');
	await writer.take(textFor('Please run the tests'));
	expect(await notes()).toMatchObject([{fate: {state: 'waiting', needsPerson: false}}]);
	time.now += 121_000;
	expect(await notes()).toMatchObject([{fate: {state: 'waiting', needsPerson: true}}]);

	const [note = expect.unreachable()] = await notes();
	await writer.release(note);

	expect(await fates()).toEqual(['typed']);
	expect(multiplexer.pasted).toHaveLength(1);
});

test('while a multiplexer does not answer nothing is lost, and what came meanwhile is written when it does', async () => {
	let isAway = true;
	const world = await openPromptWindows({
		async windowOf(hosted) {
			if (isAway) {
				throw new MaestroError('multiplexer-failed', 'tmux did not answer in time');
			}

			return hosted;
		},
	});
	await world.writer.take(textFor('Please run the tests'));
	expect(await world.whys()).toEqual(['tmux did not answer in time']);
	world.time.now += 3_600_000;
	expect(await world.fates()).toEqual(['waiting']);

	isAway = false;

	expect(await world.fates()).toEqual(['typed']);
});

test('an app that runs for long takes away what was settled a day ago', async () => {
	const {writer, store, time, fates} = await openPromptWindows();
	await writer.take(textFor('Please run the tests'));
	expect(await fates()).toEqual(['typed']);
	// Of an app that was killed while it kept a text.
	await writeFile(path.join(store.folder, `.sess_a.key.json.${randomUUID()}`), 'Please');
	const over = new AbortController();
	const seen: number[] = [];
	const following = writer.follow({
		everyMs: 10,
		mayWrite: () => true,
		seen: notes => seen.push(notes.length),
		signal: over.signal,
	});
	await eventually(() => expect(seen).toEqual([1]));

	time.now += 25 * 3_600_000;

	await eventually(() => expect(seen).toEqual([1, 0]));
	over.abort();
	await following;
	expect(await listFiles(store.folder)).toEqual([]);
});

test('however many sessions there were, the files by which they take turns are few', async () => {
	const {store} = await openPromptWindows();
	const turns = Array.from({length: 5000}, (_, index) => store.turnOf(`sess_${index}`));

	expect(new Set(turns).size).toBeLessThanOrEqual(256);
	expect(store.turnOf('sess_7')).toBe(store.turnOf('sess_7'));
});

test('where Enter has made another text of it, as a list of completions does, nobody claims that it was entered', async () => {
	const {writer, fates, whys} = await openPromptWindows({enter: () => claudeHolding('look at @project/readme.md')});
	await writer.take(textFor('look at @pro'));

	expect(await fates()).toEqual(['unknown']);
	expect(await whys()).toEqual([expect.stringContaining('still stands in its prompt')]);
});
