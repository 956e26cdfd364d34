import fc from 'fast-check';
import {expect, test} from 'vitest';
import {cut, type Frame, frames, painted} from './frames.js';
import type {Size} from './model.js';
import {openCells} from './open-cells.js';

type Step =
	| {readonly kind: 'frame'; readonly frame: Frame}
	| {readonly kind: 'edit'; readonly row: number; readonly frame: Frame}
	| {readonly kind: 'scroll'; readonly top: number; readonly rows: number; readonly by: number}
	| {readonly kind: 'resize'; readonly size: Size}
	| {readonly kind: 'suspend' | 'redraw' | 'hold' | 'let go'}
	| {readonly kind: 'bytes'; readonly bytes: string};

const steps: fc.Arbitrary<readonly Step[]> = fc.array(
	fc.oneof(
		{weight: 3, arbitrary: fc.record({kind: fc.constant('frame' as const), frame: frames})},
		{weight: 4, arbitrary: fc.record({kind: fc.constant('edit' as const), row: fc.nat(7), frame: frames})},
		{
			weight: 4,
			arbitrary: fc.record({
				kind: fc.constant('scroll' as const),
				top: fc.nat(3),
				rows: fc.integer({min: 2, max: 12}),
				by: fc.integer({min: -3, max: 3}),
			}),
		},
		fc.record({
			kind: fc.constant('resize' as const),
			size: fc.record({columns: fc.integer({min: 4, max: 40}), rows: fc.integer({min: 2, max: 12})}),
		}),
		fc.record({kind: fc.constantFrom('suspend' as const, 'redraw' as const, 'hold' as const, 'let go' as const)}),
		fc.record({
			kind: fc.constant('bytes' as const),
			bytes: fc.constantFrom('\u0007', '\u001B]9;hello\u0007', '\u001B]2;a title\u0007', '\u001B]52;c;aGVsbG8=\u0007'),
		}),
	),
	{minLength: 1, maxLength: 12},
);

const scrolled = (
	frame: Frame,
	{top, rows, by}: {readonly top: number; readonly rows: number; readonly by: number},
): Frame => {
	const block = frame.slice(top, top + rows);
	const at = block.length === 0 ? 0 : (by + 3 * block.length) % block.length;
	return [...frame.slice(0, top), ...block.slice(at), ...block.slice(0, at), ...frame.slice(top + rows)];
};

test('whatever happens, the terminal shows the last frame', async () => {
	await fc.assert(
		fc.asyncProperty(steps, async all => {
			let size = {columns: 24, rows: 8};
			const {model, line, ink, screen, settle} = openCells(size);
			let frame: Frame = [];
			ink.enter();

			for (const step of all) {
				switch (step.kind) {
					case 'frame': {
						frame = step.frame;
						break;
					}

					case 'edit': {
						frame = frame.map((row, index) => (index === step.row ? (step.frame[0] ?? row) : row));
						break;
					}

					case 'scroll': {
						frame = scrolled(frame, step);
						break;
					}

					case 'resize': {
						size = step.size;
						line.resize(size);
						break;
					}

					case 'suspend': {
						line.letGo();
						ink.leave();
						await settle();
						await model.send('\u001B[31msomebody else\r\n\u001B[?25h');
						ink.enter();
						break;
					}

					case 'redraw': {
						line.letGo();
						await settle();
						await model.send('\u001B[5;3Hscribble\u001B[44m\u001B[3;6r\n\n');
						screen.redraw();
						break;
					}

					case 'hold': {
						line.hold();
						break;
					}

					case 'let go': {
						line.letGo();
						break;
					}

					case 'bytes': {
						screen.write(step.bytes);
						break;
					}
				}

				ink.write(cut(frame, size));
				await Promise.resolve();
				await Promise.resolve();
			}

			line.letGo();
			await settle();
			expect(model.cells()).toEqual(await painted(cut(frame, size), size));
		}),
		{numRuns: 120},
	);
});
