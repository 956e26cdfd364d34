import {Writable} from 'node:stream';
import {setImmediate as turn} from 'node:timers/promises';
import {expect, test} from 'vitest';
import {createCellScreen} from '../../../source/views/cells/cell-screen.js';
import {eventually} from '../../helpers/eventually.js';
import {createInk, painted} from './frames.js';
import {createModel} from './model.js';
import {openCells} from './open-cells.js';

const size = {columns: 60, rows: 20};
const frameOf = (number: number): readonly string[] =>
	Array.from({length: size.rows}, (_, y) => `row ${y} of frame ${number} `.repeat(3).slice(0, size.columns));

test('frames that come while the line is full are skipped, and not queued', async () => {
	const {ink, line, model, settle} = openCells(size);
	ink.enter();
	line.hold();
	ink.write(frameOf(0));
	await Promise.resolve();
	const first = line.countWaiting();

	for (let number = 1; number <= 200; number += 1) {
		ink.write(frameOf(number));
		await Promise.resolve();
		expect(line.countWaiting()).toBe(first);
	}

	line.takeSent();
	line.letGo();
	await settle();
	expect(model.cells()).toEqual(await painted(frameOf(200), size));
	// What differs between two frames, whichever, takes no more.
	expect(line.takeSent().length).toBeLessThan(1200);
});

test('what goes to the terminal beside the picture waits for a full line too, in order, and not without a bound', async () => {
	const {ink, line, screen, settle} = openCells(size);
	ink.enter();
	line.hold();
	ink.write(frameOf(0));
	await Promise.resolve();
	line.takeSent();

	for (let number = 0; number < 10_000; number += 1) {
		screen.write(`\u001B]9;notification ${number}\u0007`);
	}

	expect(line.takeSent()).toBe('');
	line.letGo();
	await settle();
	const sent = line.takeSent();
	expect(sent).toMatch(/notification 9998\u0007\u001B\]9;notification 9999\u0007/);
	expect(sent.length).toBeLessThan(70_000);
});

test('a terminal that answers no more is not waited for without an end', async () => {
	const {ink, model, settle, deafen, pass} = openCells(size);
	ink.enter();
	ink.write(frameOf(0));
	await settle();
	deafen();

	for (let number = 1; number <= 20; number += 1) {
		ink.write(frameOf(number));
		pass(5000);
		await turn();
	}

	const last = await painted(frameOf(20), size);
	await eventually(async () => {
		// What the model took its time for may be sent only now, and its receipt will not come either.
		pass(10_000);
		expect(model.cells()).toEqual(last);
	});
});

/** A line that takes whatever it is given, carries so much of it, and answers late: as one to a machine far away does. */
const openFarTerminal = ({bytesPerSecond, delayMs}: {readonly bytesPerSecond: number; readonly delayMs: number}) => {
	const model = createModel(size);
	let now = 0;
	let buffered = '';
	let most = 0;
	let carried = 0;
	const answers: Array<{readonly at: number; readonly text: string}> = [];
	const target = Object.assign(
		new Writable({
			decodeStrings: false,
			write(chunk, _encoding, done) {
				buffered += String(chunk);
				most = Math.max(most, buffered.length);
				done();
			},
		}),
		size,
	) as unknown as NodeJS.WriteStream;
	model.terminal.onData(text => answers.push({at: now + delayMs, text}));
	const screen = createCellScreen({target, timing: {clock: () => now, schedule: () => () => {}}});
	screen.setListening(true);

	return {
		model,
		ink: createInk(screen),
		takeMost: () => {
			const taken = most;
			most = 0;
			return taken;
		},
		countCarried: () => carried,
		isIdle: () => buffered === '' && answers.length === 0,
		async pass(milliseconds: number) {
			now += milliseconds;
			const share = buffered.slice(0, Math.ceil((bytesPerSecond * milliseconds) / 1000));
			buffered = buffered.slice(share.length);
			carried += share.length;
			await model.send(share);
			for (const {text} of answers.splice(0, answers.filter(({at}) => at <= now).length)) {
				screen.hear(text);
			}

			await Promise.resolve();
		},
	};
};

test('on a slow line to a terminal far away little is under way, and the newest picture comes at once', async () => {
	const {model, ink, pass, takeMost, isIdle} = openFarTerminal({bytesPerSecond: 960, delayMs: 300});
	ink.enter();
	ink.write(frameOf(0));
	for (let step = 0; step < 100; step += 1) {
		await pass(100);
	}

	takeMost();
	for (let number = 1; number <= 100; number += 1) {
		ink.write(frameOf(number));
		await pass(100);
	}

	expect(takeMost()).toBeLessThan(1500);
	for (let step = 0; step < 100 && !isIdle(); step += 1) {
		await pass(100);
	}

	expect(model.cells()).toEqual(await painted(frameOf(100), size));
});

test('what was sent before the first answer came holds up nothing that is sent after it', async () => {
	const {model, ink, pass, isIdle} = openFarTerminal({bytesPerSecond: 960, delayMs: 300});
	ink.enter();
	for (let number = 0; number < 4; number += 1) {
		ink.write(frameOf(number));
		await pass(10);
	}

	for (let step = 0; step < 100 && !isIdle(); step += 1) {
		await pass(100);
	}

	ink.write(frameOf(4));
	for (let step = 0; step < 100; step += 1) {
		await pass(100);
	}

	expect(model.cells()).toEqual(await painted(frameOf(4), size));
});

test('a quick line to a terminal far away is made use of', async () => {
	const {ink, pass, countCarried} = openFarTerminal({bytesPerSecond: 1_000_000, delayMs: 300});
	ink.enter();
	for (let number = 0; number < 100; number += 1) {
		ink.write(frameOf(number));
		await pass(50);
	}

	// Five seconds, in which sending and waiting in turns would bring over some sixteen of the hundred frames.
	const before = countCarried();
	for (let number = 100; number < 200; number += 1) {
		ink.write(frameOf(number));
		await pass(50);
	}

	expect(countCarried() - before).toBeGreaterThan(50 * 100);
});
