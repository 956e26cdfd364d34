import type {CellScreen} from './cell-screen.js';

const focusOff = '\u001B[?1004l';

/**
The same for a terminal that is read aloud: Ink writes to it by itself, line by line, and nothing is drawn in cells.
*/
export const createPlainScreen = (target: NodeJS.WriteStream): CellScreen => {
	let hasFocusReports = false;
	let isOver = false;

	return {
		stdout: target,
		write: sequence => void target.write(sequence),

		setModes({focus}) {
			if (focus !== hasFocusReports) {
				hasFocusReports = focus;
				target.write(focus ? '\u001B[?1004h' : focusOff);
			}
		},
		redraw: () => {},
		hear: () => {},
		setListening: () => {},
		settled: async () =>
			new Promise(resolve => {
				target.write('', () => resolve());
			}),

		farewell() {
			const last = isOver ? '' : `${hasFocusReports ? focusOff : ''}\u001B[?25h`;
			isOver = true;
			return last;
		},
	};
};
