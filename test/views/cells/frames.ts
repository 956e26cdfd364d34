import fc from 'fast-check';
import stringWidth from 'string-width';
import type {CellScreen} from '../../../source/views/cells/cell-screen.js';
import {createModel, type Model, type Size} from './model.js';

const csi = '\u001B[';

/** Writes frames as Ink does: the lines of the one before are erased from below, and the new ones written in their place. */
export const createInk = ({stdout}: CellScreen) => {
	let lines = 0;

	return {
		enter() {
			stdout.write(`${csi}?1049h`);
			stdout.write(`${csi}?25l`);
			lines = 0;
		},
		leave() {
			stdout.write(`${csi}?1049l`);
			stdout.write(`${csi}?25h`);
			lines = 0;
		},
		write(frame: readonly string[]) {
			stdout.write(`${csi}?2026h`);
			stdout.write(
				Array.from({length: lines}, (_, index) => `${csi}2K${index < lines - 1 ? `${csi}1A` : `${csi}G`}`).join('') +
					frame.join('\n'),
			);
			stdout.write(`${csi}?2026l`);
			lines = frame.length;
		},
	};
};

/** What a terminal shows that was sent nothing but this frame, each line in its place. */
export const painted = async (frame: readonly string[], size: Size): Promise<ReturnType<Model['cells']>> => {
	const model = createModel(size);
	await model.send(`${csi}?7l${frame.map((line, y) => `${csi}${y + 1}H${line}${csi}m`).join('')}`);
	return model.cells();
};

const steady = [
	'a',
	'b',
	'Z',
	'0',
	' ',
	' ',
	' ',
	'─',
	'│',
	'●',
	'é',
	'e\u0301',
	'n\u0303\u0323',
	'日',
	'本',
	'한',
	'ש',
	'ل',
	'я',
	'🚀',
	'…',
];
const styles = [
	'',
	'1',
	'2',
	'1;2',
	'3',
	'4',
	'7',
	'9',
	'31',
	'1;36',
	'97',
	'42',
	'104',
	'38;5;208',
	'48;5;17',
	'38;2;1;2;3',
	'48;2;200;100;0;1',
	'53',
	'5',
	'22;32',
];

const run = fc.tuple(fc.constantFrom(...styles), fc.array(fc.constantFrom(...steady), {maxLength: 12}));
const line = fc.array(run, {maxLength: 5});

/** A frame of text that every terminal finds as wide as we do, cut to a size. */
export const frames = fc.array(fc.oneof({weight: 3, arbitrary: line}, fc.constant([])), {maxLength: 12});

export type Frame = typeof frames extends fc.Arbitrary<infer Value> ? Value : never;

export const cut = (frame: Frame, {columns, rows}: Size): readonly string[] =>
	frame.slice(0, rows).map(runs => {
		let room = columns;
		let text = '';
		for (const [style, graphemes] of runs) {
			const taken: string[] = [];
			for (const grapheme of graphemes) {
				room -= stringWidth(grapheme);
				if (room < 0) {
					break;
				}

				taken.push(grapheme);
			}

			text += style === '' ? taken.join('') : `${csi}${style}m${taken.join('')}${csi}0m`;
			if (room < 0) {
				break;
			}
		}

		return text;
	});
