import {changesByKeys} from '../lib/changes.mjs';
import {buildPainters} from '../lib/painters.mjs';
import {createPicture} from '../lib/picture.mjs';
import {cpuOf} from '../lib/processes.mjs';
import {median, quantile} from '../lib/statistics.mjs';
import {count, milliseconds, row, skipped} from '../lib/table.mjs';
import {bytesOf, findTerminals, openTerminal} from '../lib/terminal.mjs';
import {createWorld} from '../lib/world.mjs';

const size = {columns: 200, rows: 60};
const ours = 'Ink behind cells';

const measureOne = async ({terminal, rounds}) => {
	await terminal.shows('FOOTER');
	const painter = {terminal, picture: createPicture(size)};
	await painter.picture.apply(bytesOf(await terminal.settle(300)));
	const press = async (turns, keyOf) =>
		changesByKeys(
			painter,
			Array.from({length: turns}, (_, index) => keyOf(index)),
			30,
		);

	const moves = await press(rounds(40), index => (index % 20 < 10 ? 'j' : 'k'));
	const badges = await press(rounds(10), () => 'b');
	await press(1, () => 'G');
	const scrolls = await press(rounds(10), () => 'j');
	const updates = rounds(200);
	const before = await cpuOf(terminal.pid);
	for (let index = 0; index < updates; index += 1) {
		await terminal.press(index % 2 === 0 ? 'k' : 'j', 25);
	}

	const after = await cpuOf(terminal.pid);
	await terminal.close();
	return {moves, badges, scrolls, cpu: after === undefined ? undefined : (after - before) / updates};
};

// The budgets are of ours alone; the others are there to be compared with.
const kinds = [
	{what: 'cursor move', member: 'moves', unit: 'cells', perUnit: 1.5, atMost: 1},
	{what: 'badge', member: 'badges', unit: 'runs', perUnit: 12},
	{what: 'scroll by one', member: 'scrolls', unit: 'cells', atMost: 1},
];

const bytesRows = (results, {what, member, unit, perUnit, atMost}) => {
	const bytesIn = changes => median(changes.map(({bytes}) => bytes));
	const floor = results.ncurses === undefined ? undefined : bytesIn(results.ncurses[member]);
	const line = ([name, {[member]: changes}]) =>
		row({
			title: `${what}, bytes: ${name}`,
			value: count(bytesIn(changes)),
			floor: floor === undefined ? '' : count(floor),
			...(floor === undefined ? {} : {ratio: bytesIn(changes) / floor}),
			...(name === ours && floor !== undefined ? {atMost} : {}),
		});
	const mine = results[ours][member];
	const changed = median(mine.map(change => change[unit]));
	return [
		...Object.entries(results).map(line),
		row({
			title: `${what}, bytes of ours a changed ${unit.slice(0, -1)}`,
			value: (bytesIn(mine) / changed).toFixed(2),
			floor: `${changed} ${unit}`,
			ratio: bytesIn(mine) / changed,
			atMost: perUnit,
		}),
	];
};

const timeRows = results => {
	const {cpu: incremental} = results['Ink, incremental'];
	const latencies = ({moves}) => moves.map(({latency}) => latency);
	return [
		...Object.entries(results).map(([name, result]) =>
			row({
				title: `key to first byte: ${name}`,
				value: milliseconds(median(latencies(result))),
				tail: milliseconds(quantile(latencies(result), 0.95)),
			}),
		),
		...Object.entries(results)
			.filter(([, {cpu}]) => cpu !== undefined)
			.map(([name, {cpu}]) =>
				row({
					title: `CPU of an update: ${name}`,
					value: milliseconds(cpu),
					floor: milliseconds(incremental),
					ratio: cpu / incremental,
					...(name === ours ? {atMost: 0.35} : {}),
				}),
			),
	];
};

const measure = async ({rounds, atEnd}) => {
	const through = await findTerminals();
	if (through === undefined) {
		return [skipped('Not measured: it takes script (util-linux) or python3 to give a program a terminal.')];
	}

	const {folder, directory, environment} = await createWorld({atEnd});
	const painters = Object.entries(await buildPainters(folder));
	const results = {};
	for (const [name, {command, output = ''}] of painters.filter(([, {command}]) => command !== undefined)) {
		const terminal = await openTerminal({
			...{through, directory, atEnd, command, ...size},
			environment: {...environment, ITEMS: '200', OUTPUT: output},
		});
		results[name] = await measureOne({terminal, rounds});
	}

	return [
		...painters
			.filter(([, {command}]) => command === undefined)
			.map(([name, {takes}]) => skipped(`${name} was not measured: ${takes}.`)),
		...kinds.flatMap(kind => bytesRows(results, kind)),
		...timeRows(results),
	];
};

/** The same picture drawn by ncurses, by Ink behind our cells and as it comes, and by Bubble Tea: bytes on the line, latency, and CPU. */
export const linesGroup = {name: 'lines', title: 'The same picture on a line, 200 × 60', measure};
