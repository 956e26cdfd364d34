import {StringDecoder} from 'node:string_decoder';
import terminals from '@xterm/headless';

/**
What a terminal shows of the bytes it gets. `apply` tells how many cells they changed, and in how many runs of neighbours.
*/
export const createPicture = ({columns, rows}) => {
	const terminal = new terminals.Terminal({cols: columns, rows, allowProposedApi: true});
	// Given bytes, xterm 6.0 loses a character of three whose last one comes alone.
	const decoder = new StringDecoder();

	const cells = () => {
		const buffer = terminal.buffer.active;
		return Array.from({length: rows}, (_, y) => {
			const line = buffer.getLine(buffer.baseY + y);
			return Array.from({length: columns}, (_, x) => describe(line?.getCell(x)));
		});
	};

	let shown = cells();

	return {
		/** The text that is shown, by rows. */
		lines() {
			const buffer = terminal.buffer.active;
			return Array.from({length: rows}, (_, y) => buffer.getLine(buffer.baseY + y)?.translateToString(true) ?? '');
		},
		async apply(bytes) {
			await new Promise(resolve => terminal.write(decoder.write(bytes), resolve));
			const before = shown;
			shown = cells();
			const changes = shown.map((line, y) => line.map((cell, x) => cell !== before[y][x]));
			return {
				cells: changes.flat().filter(Boolean).length,
				runs: changes.flatMap(line => line.filter((isChanged, x) => isChanged && line[x - 1] !== true)).length,
			};
		},
	};
};

const describe = cell =>
	cell === undefined
		? ''
		: [
				cell.getChars() || ' ',
				cell.getFgColorMode(),
				cell.getFgColor(),
				cell.getBgColorMode(),
				cell.getBgColor(),
				cell.isBold(),
				cell.isDim(),
				cell.isInverse(),
				cell.isUnderline(),
			].join();
