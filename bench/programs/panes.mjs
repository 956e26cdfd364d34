// Three panes, of which one is a list with a bar in it: the picture that bench/programs/panes.c draws too. OUTPUT is `plain` (Ink as it
// comes), `incremental`, or `cells` (through our cell screen).
import {Box, render, Text, useInput} from 'ink';
import {createElement as h, memo, useState} from 'react';
import {createCellScreen} from '../../source/views/cells/cell-screen.ts';

const inner = 56;
const count = Number(process.env.ITEMS ?? 200);
const words = ['running', 'idle', 'waiting', 'failed'];
const paint = (code, text) => `\u001B[${code}m${text}\u001B[0m`;

const sessionLine = (item, isSelected, badge) => {
	const name = ` session-${String(item).padStart(4, '0')} ${words[item % 4]}`.padEnd(40);
	const line = name + `[${item === 5 ? badge : item % 13}]`.padEnd(8);
	return isSelected ? paint(7, line) : line.slice(0, 14) + paint(32 + (item % 4), line.slice(14, 40)) + line.slice(40);
};
const taskLine = item =>
	paint(36, ` task-${String(item).padStart(4, '0')}`) +
	' Implement the thing number '.concat(item, ' and its tests').padEnd(52) +
	paint(33, words[(item * 7) % 4].padEnd(16));
const eventLine = item =>
	paint(2, ` 12:00:${String(item % 60).padStart(2, '0')} `) +
	`sess_${String(item % 97).padStart(4, '0')} message ${item} delivered to worker`.padEnd(58);

const Row = memo(({line}) => h(Text, {wrap: 'truncate'}, line));
const Pane = memo(({lines, width}) =>
	h(
		Box,
		{borderStyle: 'single', width, height: inner + 2, flexDirection: 'column'},
		...lines.map((line, index) => h(Row, {key: index, line})),
	),
);
const tasks = Array.from({length: inner}, (_, index) => taskLine(index));
const events = Array.from({length: inner}, (_, index) => eventLine(index));

function App() {
	const [{cursor, top, badge}, setState] = useState({cursor: 0, top: 0, badge: 1});
	useInput(key => {
		setState(state => {
			const cursor = Math.max(
				0,
				Math.min(count - 1, state.cursor + (key === 'j' ? 1 : key === 'k' ? -1 : key === 'G' ? inner : 0)),
			);
			const top = Math.max(Math.min(state.top, cursor), cursor - inner + 1);
			return {cursor, top, badge: key === 'b' ? state.badge + 1 : state.badge};
		});
	});
	const sessions = Array.from({length: Math.min(inner, count)}, (_, y) =>
		sessionLine(top + y, top + y === cursor, badge),
	);
	return h(
		Box,
		{flexDirection: 'column', width: 200, height: 60},
		h(Row, {line: `${' maestro 12 sessions 3 unread'.padEnd(190)}00:00:00`}),
		h(
			Box,
			{},
			h(Pane, {lines: sessions, width: 50}),
			h(Pane, {lines: tasks, width: 80}),
			h(Pane, {lines: events, width: 70}),
		),
		h(Row, {line: ' j/k move  b badge  q quit   FOOTER'}),
	);
}

const timing = {
	clock: () => performance.now(),
	schedule(milliseconds, run) {
		const timer = setTimeout(run, milliseconds);
		return () => clearTimeout(timer);
	},
};
const output = process.env.OUTPUT ?? 'plain';
const stdout = output === 'cells' ? createCellScreen({target: process.stdout, timing}).stdout : process.stdout;
render(h(App), {
	stdout,
	alternateScreen: true,
	patchConsole: false,
	incrementalRendering: output === 'incremental',
	concurrent: true,
	maxFps: 1000,
});
