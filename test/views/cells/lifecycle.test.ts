import {expect, test} from 'vitest';
import {painted} from './frames.js';
import {openCells} from './open-cells.js';

const size = {columns: 24, rows: 8};

const open = async () => {
	const cells = openCells(size);
	cells.ink.enter();
	cells.ink.write(['one', 'two']);
	await cells.settle();
	return cells;
};

const modesOf = ({model: {terminal}}: ReturnType<typeof openCells>) => {
	const {mouseTrackingMode, sendFocusMode, wraparoundMode} = terminal.modes;
	return {screen: terminal.buffer.active.type, mouseTrackingMode, sendFocusMode, wraparoundMode};
};

const away = {screen: 'normal', mouseTrackingMode: 'none', sendFocusMode: false, wraparoundMode: true};

test('what was switched on is off while the terminal is somebody else’s, and on again afterwards', async () => {
	const cells = await open();
	cells.screen.setModes({mouse: true, focus: true});
	await cells.settle();
	const ours = {screen: 'alternate', mouseTrackingMode: 'vt200', sendFocusMode: true, wraparoundMode: false};
	expect(modesOf(cells)).toEqual(ours);

	cells.ink.leave();
	await cells.settle();
	expect(modesOf(cells)).toEqual(away);

	cells.ink.enter();
	cells.ink.write(['one', 'two']);
	await cells.settle();
	expect(modesOf(cells)).toEqual(ours);
});

test('modes that are set before there is a screen are switched on with it', async () => {
	const cells = openCells(size);

	cells.screen.setModes({mouse: true, focus: false});
	await cells.settle();
	expect(modesOf(cells)).toEqual(away);
	cells.ink.enter();
	await cells.settle();

	expect(modesOf(cells).mouseTrackingMode).toBe('vt200');
});

test('a title is taken back, and the one that was there before is kept once', async () => {
	const {screen, ink, line, settle} = await open();
	line.takeSent();

	screen.write('\u001B]2;3 need you\u0007');
	screen.write('\u001B]2;4 need you\u0007');
	await settle();
	expect(line.takeSent()).toBe('\u001B[22;0t\u001B]2;4 need you\u0007');

	screen.redraw();
	await settle();
	expect(line.takeSent()).not.toContain('\u001B[22;0t');
	ink.leave();
	await settle();
	expect(line.takeSent()).toContain('\u001B[23;0t');
});

test('the last words give everything back, from the middle of a frame too, and are said once', async () => {
	const cells = await open();
	const {screen, model, ink, line} = cells;
	screen.setModes({mouse: true, focus: true});
	await cells.settle();
	line.takeSent();
	ink.write(['\u001B[31mthree', 'four']);
	const last = screen.farewell();

	await model.send(`\u001B[3;5r\u001B[7;3${last}`);

	expect(modesOf(cells)).toEqual(away);
	expect(screen.farewell()).toBe('');
	screen.write('\u0007');
	await Promise.resolve();
	expect(line.takeSent()).toBe('');
});

test('there are no last words where everything was given back', async () => {
	const {screen, ink, settle} = await open();

	ink.leave();
	await settle();

	expect(screen.farewell()).toBe('');
});

test('what something else wrote over the picture is gone after it is drawn again', async () => {
	const {screen, model, settle} = await open();
	await model.send('\u001B[?1049l\u001B[?7h\u001B[2;2Hnoise');

	screen.redraw();
	await settle();

	expect(model.cells()).toEqual(await painted(['one', 'two'], size));
	expect(model.terminal.buffer.active.type).toBe('alternate');
});

test('between marks is only what is long enough to be seen half drawn, and only where the terminal knows them', async () => {
	const {line, draw} = await open();

	expect((await draw(['one', 'twO'])).sent).not.toContain('2026');
	line.resize({columns: 40, rows: 8});
	expect((await draw(Array.from({length: 8}, (_, y) => `${y}abcdefg`.repeat(5)))).sent).toMatch(
		/^\u001B\[\?2026h[\s\S]*\u001B\[\?2026l/,
	);
});

test('a cursor that Ink shows is where Ink shows it', async () => {
	const {screen, model, settle} = await open();

	screen.stdout.write('\u001B[1A\u001B[4G\u001B[?25h');
	await settle();

	expect(model.terminal.buffer.active).toMatchObject({cursorX: 3, cursorY: 0});
});
