import {expect, test} from 'vitest';
import {openCells} from './open-cells.js';

const size = {columns: 200, rows: 60};
const words = ['running', 'idle', 'waiting', 'failed'];

type State = {readonly cursor?: number; readonly top?: number; readonly badge?: number};

/** Three panes side by side, with a bar on the selected row: what other programs were measured with. */
const panes = ({cursor = 0, top = 0, badge = 1}: State): readonly string[] =>
	Array.from({length: size.rows}, (_, y) => {
		const row = top + y;
		const word = words[row % 4] ?? '';
		const count = `[${row === 5 ? badge : row % 13}]`;
		const session = ` session-${String(row).padStart(4, '0')} ${word}`.padEnd(40) + count.padEnd(8);
		const left =
			row === cursor
				? `\u001B[7m${session}\u001B[27m`
				: `${session.slice(0, 14)}\u001B[3${1 + (row % 4)}m${session.slice(14, 40)}\u001B[39m${session.slice(40)}`;
		const task = ` task-${String(y).padStart(4, '0')} Implement the thing number ${y} and its tests`.padEnd(62);
		const event =
			` 12:00:${String(y).padStart(2, '0')} sess_${String(y % 97).padStart(4, '0')} message ${y} delivered to worker`.padEnd(
				68,
			);
		return `│${left}││\u001B[35m${task.slice(0, 10)}\u001B[39m${task.slice(10)}\u001B[32m${(words[(y * 7) % 4] ?? '').padEnd(16)}\u001B[39m││\u001B[2m${event.slice(0, 10)}\u001B[22m${event.slice(10)}│`;
	});

const open = async (frame: readonly string[], of = size) => {
	const cells = openCells(of);
	cells.ink.enter();
	await cells.draw(frame);
	return cells;
};

test('a bar that moves by a row costs at most a byte and a half a cell, and less than in ncurses', async () => {
	const cells = await open(panes({cursor: 10}));

	const moved = await cells.draw(panes({cursor: 11}));

	expect(moved.cells).toBe(96);
	expect(moved.bytes / moved.cells).toBeLessThanOrEqual(1.5);
	expect(moved.bytes).toBeLessThanOrEqual(142);
});

test('a marker that moves by a row costs no more than to go there and back', async () => {
	const rows = (selected: number) =>
		Array.from({length: 60}, (_, y) => `${y === selected ? '\u001B[36m›\u001B[0m' : ' '} session ${y}`);
	const cells = await open(rows(10));

	const {bytes} = await cells.draw(rows(11));

	expect(bytes).toBeLessThanOrEqual(24);
});

test('a badge that changes costs at most 12 bytes a run of cells', async () => {
	const cells = await open(panes({badge: 1}));

	const {bytes, runs} = await cells.draw(panes({badge: 2}));

	expect(runs).toBe(1);
	expect(bytes).toBeLessThanOrEqual(12);
});

test('a frame like the one before costs nothing, and leaves no timer', async () => {
	const cells = await open(panes({}));

	const {sent} = await cells.draw(panes({}));

	expect(sent).toBe('');
	cells.pass(60_000);
	expect(cells.line.takeSent()).toBe('');
	expect(cells.countTimers()).toBe(0);
});

test('an age that changes costs its digits and the way to them', async () => {
	const rows = (age: string) => [
		'maestro-tui',
		...Array.from({length: 20}, (_, y) => `  session ${y}`.padEnd(60) + age),
	];
	const cells = await open(rows('3m'));

	const {bytes, runs} = await cells.draw(rows('4m'));

	expect(runs).toBe(20);
	expect(bytes / runs).toBeLessThanOrEqual(6);
});

test('a list that fills the width scrolls by moving what is there', async () => {
	const rows = (top: number) => [
		'Log',
		'',
		...Array.from({length: 56}, (_, y) =>
			`${(top + y) * 7919} ${words[(top + y) % 4]} number ${top + y} of a log`.padEnd(150, '.'),
		),
		'',
		'q Quit',
	];
	const cells = await open(rows(0));

	const {sent, bytes} = await cells.draw(rows(1));

	expect(sent).toContain('\u001B[3;58r');
	expect(bytes).toBeLessThanOrEqual(1000);
});

test('three panes of which one scrolls cost less than in ncurses', async () => {
	const cells = await open(panes({cursor: 59, top: 0}));

	const {bytes} = await cells.draw(panes({cursor: 60, top: 1}));

	expect(bytes).toBeLessThanOrEqual(2652);
});
