import {createCellScreen} from '../../../source/views/cells/cell-screen.js';
import {createInk} from './frames.js';
import {countChanges, createLine, createModel, type Size} from './model.js';

/** A cell screen on a terminal model, with something that writes frames as Ink does. */
export const openCells = (size: Size = {columns: 24, rows: 8}) => {
	const model = createModel(size);
	const line = createLine(model, size);
	let now = 0;
	const waiting = new Set<{readonly at: number; readonly run: () => void}>();
	const timing = {
		clock: () => now,
		schedule(milliseconds: number, run: () => void) {
			const entry = {at: now + milliseconds, run};
			waiting.add(entry);
			return () => {
				waiting.delete(entry);
			};
		},
	};
	const screen = createCellScreen({target: line.target, timing});
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
		countTimers: () => waiting.size,
		pass(milliseconds: number) {
			now += milliseconds;
			for (const entry of [...waiting].filter(({at}) => at <= now)) {
				waiting.delete(entry);
				entry.run();
			}
		},
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
