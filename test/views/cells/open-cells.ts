import {createCellScreen} from '../../../source/views/cells/cell-screen.js';
import {createHandClock} from '../../helpers/hand-clock.js';
import {createInk} from './frames.js';
import {countChanges, createLine, createModel, type Size} from './model.js';

/** A cell screen on a terminal model, with something that writes frames as Ink does. */
export const openCells = (size: Size = {columns: 24, rows: 8}) => {
	const model = createModel(size);
	const line = createLine(model, size);
	const clock = createHandClock();
	const screen = createCellScreen({target: line.target, timing: clock});
	const ink = createInk(screen);
	screen.setListening(true);
	const hearing = model.terminal.onData(screen.hear);
	const settle = async (): Promise<void> => screen.settled(1_000_000);

	return {
		model,
		line,
		screen,
		ink,
		settle,
		/** From now on the terminal's answers get lost. */
		deafen: () => hearing.dispose(),
		countTimers: clock.waiting,
		pass: clock.pass,
		/** Draws a frame, and tells what it took. */
		async draw(frame: readonly string[]) {
			await settle();
			line.takeSent();
			const before = model.cells();
			ink.write(frame);
			await settle();
			const sent = line.takeSent();
			// Receipts are asked for once in a while, and are not a part of the frame.
			const bytes = Buffer.byteLength(sent.replaceAll('\u001B[5n', ''));
			return {sent, bytes, ...countChanges(before, model.cells())};
		},
	};
};
