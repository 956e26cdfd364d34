import {expect, test} from 'vitest';
import type {WindowLife} from '../../source/multiplexer/multiplexer.js';
import {writeMeta} from '../../source/tmux/meta.js';
import {oursIn, type Row, windowOf} from '../../source/tmux/windows.js';

const meta = {projectId: 'proj_1', taskId: 'T-1', mode: 'interactive', sessionId: 'sess_1_a', runId: 'run_1_a'};

const row = (more: Partial<Row> = {}): Row => ({
	window_id: '@5',
	pane_id: '%9',
	pane_dead: '0',
	pane_dead_status: '',
	pane_dead_signal: '',
	pane_pid: '4711',
	pid: '4700',
	window_activity: '1700000000',
	'@maestro_key': 'key_00001',
	'@maestro_meta': writeMeta(meta),
	window_name: 'T-1-interactive',
	...more,
});

const read = (more: Partial<Row>, {version = '3.3a', runs = false} = {}) =>
	windowOf(row(more), {version, running: runs ? [{pid: 4711, group: 4711}] : []});

test('a row becomes a window', () => {
	expect(read({})).toEqual({
		id: '@5',
		paneId: '%9',
		name: 'T-1-interactive',
		key: 'key_00001',
		meta,
		life: {state: 'running'},
		pid: 4711,
		lastOutputAt: 1_700_000_000_000,
	});
});

const lives: ReadonlyArray<[title: string, more: Partial<Row>, runs: boolean, life: WindowLife]> = [
	['a pane that lives', {}, true, {state: 'running'}],
	['a code', {pane_dead: '1', pane_dead_status: '0'}, false, {state: 'ended', exitCode: 0}],
	['a code above 127', {pane_dead: '1', pane_dead_status: '255'}, false, {state: 'ended', exitCode: 255}],
	['a signal', {pane_dead: '1', pane_dead_signal: '9'}, false, {state: 'ended', signal: 9}],
	[
		'a signal with a name, as BSD has it',
		{pane_dead: '1', pane_dead_signal: 'TERM'},
		false,
		{state: 'ended', signal: 15},
	],
	[
		'a signal with a name, as macOS has it',
		{pane_dead: '1', pane_dead_signal: 'kill'},
		false,
		{state: 'ended', signal: 9},
	],
	['a code before the terminal was closed', {pane_dead_status: '3'}, true, {state: 'ended', exitCode: 3}],
	['neither, and the process is gone', {pane_dead: '1'}, false, {state: 'ended'}],
	['neither, and the process runs', {pane_dead: '1'}, true, {state: 'detached'}],
	['neither, and no process is known', {pane_dead: '1', pane_pid: ''}, true, {state: 'ended'}],
];

for (const [title, more, runs, life] of lives) {
	test(`the life of a window with ${title}`, () => {
		expect(read(more, {runs}).life).toEqual(life);
	});
}

test('the process of a program that has ended is not told, as its number may be another’s', () => {
	expect(read({pane_dead: '1', pane_dead_status: '0'}).pid).toBeUndefined();
	expect(read({pane_dead: '1'}, {runs: true}).pid).toBe(4711);
});

for (const text of ['', 'T-1', '%7B', '%', '{}', '[]', 'null', encodeURIComponent('{"taskId":1}')]) {
	test(`${JSON.stringify(text)} as the meta of a window is none`, () => {
		expect(read({'@maestro_meta': text}).meta).toBeUndefined();
	});
}

test('a window that was opened by 0.1.0 has a meta without a project', () => {
	const {projectId, ...former} = meta;

	expect(read({'@maestro_meta': writeMeta(former)}).meta).toEqual(former);
});

test('a meta comes back as it went in, whatever it holds', () => {
	const hostile = {projectId: '%', taskId: '"; #(x) \n', mode: 'é中😀', sessionId: '\uD800', runId: '$HOME'};

	expect(writeMeta(hostile)).toMatch(/^[\w%.!~*'()-]+$/);
	expect(read({'@maestro_meta': writeMeta(hostile)}).meta).toEqual(hostile);
});

test('3.4 prints a $ before a name as \\$, and other versions do not', () => {
	expect(read({window_name: '\\$HOME \\$1'}, {version: '3.4'}).name).toBe('$HOME \\$1');
	expect(read({window_name: '\\$HOME'}, {version: '3.5a'}).name).toBe('\\$HOME');
});

test('windows without a key are not ours', () => {
	expect(oursIn([row(), row({pane_id: '%10', '@maestro_key': ''})]).map(({pane_id}) => pane_id)).toEqual(['%9']);
});

test('a pane that is listed for each session of a group is there once', () => {
	expect(oursIn([row(), row(), row()])).toHaveLength(1);
});

test('of two windows with one key the older counts, whatever the digits of its number', () => {
	const rows = [row({window_id: '@10', pane_id: '%30'}), row({window_id: '@9', pane_id: '%31'})];

	expect(oursIn(rows).map(({window_id}) => window_id)).toEqual(['@9']);
});

test('of two panes of one window with one key the older counts', () => {
	const rows = [row({pane_id: '%10'}), row({pane_id: '%9'})];

	expect(oursIn(rows).map(({pane_id}) => pane_id)).toEqual(['%9']);
});

test('windows come oldest first', () => {
	const rows = [row({window_id: '@10', '@maestro_key': 'key_00002'}), row({window_id: '@9'})];

	expect(oursIn(rows).map(({window_id}) => window_id)).toEqual(['@9', '@10']);
});
