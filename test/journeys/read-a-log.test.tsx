import {expect, test} from 'vitest';
import {longAgo, project, session, task} from '../helpers/builders.js';
import {eventually} from '../helpers/eventually.js';
import {createFakeLog} from '../helpers/fake-log.js';
import {openApp} from '../helpers/open-app.js';

const minutes = 60_000;
const run = {id: 'r-1', taskId: 'T-1', mode: 'code-review', agent: 'custom', isHeadless: true, startedAt: longAgo};
const given = {projects: [project()], tasks: [task()], sessions: [session({name: 'Reviewer', run})]};

const linesOf = (count: number): string => Array.from({length: count}, (_, index) => `line ${index}\n`).join('');

const openLog = async (how: Parameters<typeof createFakeLog>[0], more: Parameters<typeof openApp>[0] = {}) => {
	const log = createFakeLog(how);
	const app = await openApp({...given, logs: [log], ...more});
	await eventually(() => expect(app.frame()).toContain('Reviewer'));
	await app.press('enter');
	await eventually(() => expect(app.frame()).toMatch(/100 %/));
	await eventually(() => expect(app.server.viewers()).toBe(1));
	return {app, log, rows: () => app.frame().split('\n').slice(3, -2)};
};

test('a big log opens at its end, and only that is read', async () => {
	const {rows, log} = await openLog({
		text: Buffer.concat([Buffer.alloc(60_000_000, 'x\n'), Buffer.from(linesOf(100))]),
	});

	await eventually(() => expect(rows().at(-1)).toBe('line 99'));
	expect(rows()[0]).toBe('line 81');
	const read = log.reads.reduce((sum, [, length]) => sum + length, 0);
	expect(read).toBeLessThan(1024 * 1024);
});

test('what comes is followed, until somebody scrolls up: then nothing moves, and what is new is counted', async () => {
	const {app, rows, log} = await openLog({text: linesOf(100)});

	log.print('line 100\n');
	await eventually(() => expect(rows().at(-1)).toBe('line 100'));
	expect(app.frame()).toContain('following');

	await app.press('k', 'k');
	const before = rows();
	log.print(linesOf(5000));
	await eventually(() => expect(app.frame()).toMatch(/48 KB new/));
	expect(rows()).toEqual(before);
	expect(before.at(-1)).toBe('line 98');

	await app.press('F');
	await eventually(() => expect(rows().at(-1)).toBe('line 4999'));
	await app.press('F');
	log.print('more\n');
	await eventually(() => expect(app.frame()).toContain('5 B new'));
	expect(rows().at(-1)).toBe('line 4999');
	await app.press('G');
	await eventually(() => expect(rows().at(-1)).toBe('more'));
});

test('it is paged from one end to the other', async () => {
	const {app, rows} = await openLog({text: linesOf(200_000)});

	await app.press('g', 'g');
	await eventually(() => expect(rows()[0]).toBe('line 0'));
	expect(app.frame()).toContain('0 %');
	await app.press('space');
	expect(rows()[0]).toBe('line 18');
	await app.press('pagedown', 'j', 'ctrl+d', 'down');
	expect(rows()[0]).toBe('line 47');
	await app.press('b', 'ctrl+u', 'up');
	expect(rows()[0]).toBe('line 19');

	await app.press('end');
	await eventually(() => expect(rows().at(-1)).toBe('line 199999'));
	await app.press('pageup');
	expect(rows().at(-1)).toBe('line 199981');
	await app.press('home');
	await eventually(() => expect(rows()[0]).toBe('line 0'));
});

test('a text is looked for in all of it, to both sides and around its ends', async () => {
	const text = `${linesOf(50)}Here it is\n${linesOf(60_000)}and HERE it is again\n${linesOf(50)}`;
	const {app, rows} = await openLog({text});

	await app.press('/', ...'here it', 'enter');
	await eventually(() => expect(rows()[0]).toBe('Here it is'));
	expect(app.frame()).toContain('Went on from the start of the log');
	await app.press('n');
	await eventually(() => expect(rows()[0]).toBe('and HERE it is again'));
	await app.press('n');
	await eventually(() => expect(rows()[0]).toBe('Here it is'));
	await app.press('N');
	await eventually(() => expect(rows()[0]).toBe('and HERE it is again'));
	expect(app.frame()).toContain('Went on from the end of the log');
	await eventually(() => expect(app.written.join('')).toMatch(/\u001B\[[0-9;]*7[0-9;]*mHERE it/));

	await app.press('/', 'ctrl+u', ...'Nowhere', 'enter');
	await eventually(() => expect(app.frame()).toContain('Nothing in this log has "Nowhere"'));
});

test('a search that takes long says how far it is, and Esc gives it up', async () => {
	let go: () => void = () => {};
	const waiting = new Promise<void>(resolve => {
		go = resolve;
	});
	const {app, rows} = await openLog({text: linesOf(100), searching: async () => waiting});

	await app.press('/', ...'line 5', 'enter');
	await eventually(() => expect(app.frame()).toMatch(/looking for "line 5" at \d+ %/));
	await app.press('esc');
	expect(app.frame()).not.toContain('looking for');
	go();
	expect(rows().at(-1)).toBe('line 99');
	await app.press('esc');
	expect(app.frame()).toContain('enter Show its log');
});

test('it is gone to a time, to a time before now, and to a share', async () => {
	const text = linesOf(60_000);
	const half = text.indexOf('line 30000\n');
	const marks = [
		[longAgo, 0],
		[longAgo + 2 * minutes, half],
		[longAgo + 4 * minutes, text.length],
	] as const;
	const {app, rows} = await openLog({text, marks});
	const time = new Date(longAgo + 3 * minutes).toTimeString().slice(0, 5);

	await app.press('@', ...time, 'enter');
	await eventually(() => expect(rows()[0]).toBe('line 30000'));
	await app.press('@', ...'-4m', 'enter');
	await eventually(() => expect(rows()[0]).toBe('line 0'));
	await app.press('@', ...'25%', 'enter');
	await eventually(() => expect(app.frame()).toMatch(/25 %|24 %/));
	await app.press('@', ...'soon', 'enter');
	expect(app.frame()).toContain('Write a time as in 14:05');
});

test('long lines are wrapped, or cut and looked at from the side', async () => {
	const {app, rows} = await openLog({text: `${'a'.repeat(80)}${'b'.repeat(80)}c\n日本語${'d'.repeat(80)}\n`});

	await eventually(() => expect(rows().slice(0, 3)).toEqual(['a'.repeat(80), 'b'.repeat(80), 'c']));
	await app.press('S');
	expect(rows().slice(0, 2)).toEqual(['a'.repeat(80), `日本語${'d'.repeat(74)}`]);
	await app.press('right');
	expect(rows()[0]).toBe('a'.repeat(40) + 'b'.repeat(40));
	expect(app.frame()).toContain('from column 41');
	await app.press('left', 'S');
	expect(rows()[2]).toBe('c');
});

test('what an agent prints for programs is readable, and raw on demand', async () => {
	const said = {type: 'assistant', message: {content: [{type: 'text', text: 'All is well'}]}};
	const {app, rows} = await openLog({agent: 'claude', text: `${JSON.stringify(said)}\n`});

	await eventually(() => expect(rows()[0]).toBe('All is well'));
	await app.press('r');
	expect(rows()[0]).toContain('{"type":"assistant"');
	await app.press('r');
	expect(rows()[0]).toBe('All is well');
});

test('when lines were printed stands beside them', async () => {
	const marks = [
		[longAgo, 8],
		[longAgo + minutes, 16],
	] as const;
	const {app, rows} = await openLog({text: 'first..\nsecond.\n', marks});
	const clock = (at: number) => new Date(at).toTimeString().slice(0, 8);

	await app.press('t');

	expect(rows().slice(0, 2)).toEqual([`${clock(longAgo)} first..`, `${clock(longAgo + minutes)} second.`]);
	await app.press('t');
	expect(rows()[0]).toBe('first..');
});

test('after a lost connection it goes on where it was, without a gap or a repeat', async () => {
	const {app, rows, log} = await openLog({text: linesOf(3)});
	await eventually(() => expect(rows()[2]).toBe('line 2'));

	await app.server.stop();
	await eventually(() => expect(app.frame()).toContain('not live since'));
	log.print('line 3\nline 4\n');
	await app.server.start();

	await eventually(() => expect(rows()[4]).toBe('line 4'));
	expect(rows().slice(0, 6)).toEqual(['line 0', 'line 1', 'line 2', 'line 3', 'line 4', '']);
	await eventually(() => expect(app.frame()).not.toContain('not live since'));
});

const ends = [
	[{exitCode: 3}, /The run ended at \d\d:\d\d with exit code 3/],
	[{signal: 15}, /The run ended at \d\d:\d\d by SIGTERM/],
	[{isLost: true}, /The run is lost: it could not be found any more/],
] as const;

for (const [how, said] of ends) {
	test(`below the last line it is said how the run ended: ${JSON.stringify(how)}`, async () => {
		const {app, log, rows} = await openLog({text: linesOf(100)});

		log.print('the last\n');
		log.end(how);

		await eventually(() => expect(rows().at(-1)).toMatch(said));
		expect(rows().at(-2)).toBe('the last');
		expect(app.frame()).not.toContain('following');
	});
}

test('a log that is not there any more says so', async () => {
	const app = await openApp(given);
	await eventually(() => expect(app.frame()).toContain('Reviewer'));

	await app.press('enter');

	await eventually(() => expect(app.frame()).toContain('r-1 has no log'));
});

test('nothing of a log is fetched while its screen is closed', async () => {
	const {app} = await openLog({text: linesOf(10)});

	await app.press('q');

	await eventually(() => expect(app.server.viewers()).toBe(0));
	expect(app.client.store.get().log).toBeUndefined();
});

test('on the smallest terminal, without colours, everything is there', async () => {
	const {app, rows, log} = await openLog(
		{text: `${linesOf(20)}\u001B[31mred\u001B[0m \u001B]0;title\u0007日本 👩‍👩‍👧\n`},
		{columns: 40, rows: 10, settings: {theme: 'none'}},
	);

	await eventually(() => expect(rows().at(-1)).toMatch(/^red 日本 👩/));
	expect(app.frame()).toMatch(/100 % {2}following/);
	expect(app.written.join('')).not.toContain('\u001B[31m');
	log.end({exitCode: 0});
	await eventually(() => expect(rows().at(-1)).toMatch(/^The run ended/));
});

test('colours are kept', async () => {
	const {app} = await openLog({text: '\u001B[31mred\u001B[0m\n'});

	await eventually(() => expect(app.written.join('')).toMatch(/\u001B\[31mred/));
});

test('all of it is saved, as it was printed', async () => {
	const text = `${linesOf(150_000)}\u001B[31mred\u001B[0m\r\n`;
	const {app} = await openLog({text});

	await app.press('E');
	expect(app.frame()).toContain('Save it as: T-1-code-review.log');
	await app.press('enter');

	await eventually(() => expect(app.frame()).toMatch(/Wrote all [\d,]+ bytes to \/home\/me\/T-1-code-review\.log/));
	expect(app.saved.get('T-1-code-review.log')).toBe(text);
});

test('a file that is there already is replaced after a yes', async () => {
	const {app} = await openLog({text: linesOf(3)}, {files: new Map([['T-1-code-review.log', 'old']])});

	await app.press('E', 'enter');
	await eventually(() => expect(app.frame()).toContain('T-1-code-review.log is there already. Replace it?'));
	await app.press('y');

	await eventually(() => expect(app.saved.get('T-1-code-review.log')).toBe(linesOf(3)));
});

test('saving says how far it is, and Esc gives it up: then there is no file', async () => {
	let go: () => void = () => {};
	const waiting = new Promise<void>(resolve => {
		go = resolve;
	});
	const {app} = await openLog({text: linesOf(300_000), saving: async () => waiting});

	await app.press('E', 'enter');
	await eventually(() => expect(app.frame()).toMatch(/saving \d+ %/));
	await app.press('esc');
	go();

	await eventually(() => expect(app.frame()).toContain('Nothing was saved'));
	expect(app.saved.size).toBe(0);
	expect(app.frame()).toContain('following');
});

test('what was looked for is seen, however far to the side or down it is in its line', async () => {
	const {app, rows} = await openLog({
		text: `${linesOf(30)}${'a'.repeat(2000)}needle${'b'.repeat(2000)}\n${linesOf(30)}`,
	});

	await app.press('/', ...'needle', 'enter');
	await eventually(() => expect(rows()[0]).toContain('needle'));
	await app.press('S');
	await eventually(() => expect(rows()[0]).toContain('needle'));
	expect(app.frame()).toMatch(/from column \d+/);
});

test('what is found in a part of a line that is not shown readable says so', async () => {
	const said = {type: 'assistant', secretive: 'needle', message: {content: [{type: 'text', text: 'All is well'}]}};
	const {app, rows} = await openLog({agent: 'claude', text: `${JSON.stringify(said)}\n`.repeat(30)});

	await app.press('/', ...'needle', 'enter');
	await eventually(() => expect(app.frame()).toContain('found in what is only shown raw'));
	await app.press('r');
	expect(app.frame()).not.toContain('only shown raw');
	expect(rows().join('')).toContain('needle');
});

test('a log that is empty says so, and is followed', async () => {
	const log = createFakeLog();
	const app = await openApp({...given, logs: [log]});
	await eventually(() => expect(app.frame()).toContain('Reviewer'));

	await app.press('enter');
	await eventually(() => expect(app.frame()).toContain('Nothing was printed yet'));
	await eventually(() => expect(app.server.viewers()).toBe(1));
	log.print('first\n');

	await eventually(() => expect(app.frame().split('\n')[3]).toBe('first'));
});

test('somebody who types into a log does no harm', async () => {
	const {app} = await openLog({text: linesOf(100)});

	await app.rush('zqrk');

	expect(app.frame()).toContain('That looked like typing');
	app.pass(1000);
	await eventually(() => expect(app.frame()).toContain('line 99'));
	expect(app.frame()).toContain('following');
});
