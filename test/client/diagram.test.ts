import fc from 'fast-check';
import {expect, test} from 'vitest';
import {readDiagram} from '../../source/client/diagram.js';
import {longestShown, textOfDoc} from '../../source/client/doc-text.js';
import {longAgo} from '../helpers/builders.js';

const doc = (content: string, filePath = 'a.md') => ({id: 'd', title: 'A', filePath, content, addedAt: longAgo});

const rows: ReadonlyArray<[title: string, content: unknown, says: string]> = [
	['what is written in it is listed', {elements: [{type: 'text', text: ' Door '}]}, '- Door'],
	['several lines stay together', {elements: [{type: 'text', text: 'a\nb'}]}, '- a\n  b'],
	['what is drawn is counted', {elements: [{type: 'arrow'}, {type: 'arrow'}]}, '2 arrow'],
	[
		'what was deleted is left out',
		{elements: [{type: 'text', text: 'x', isDeleted: true}]},
		'Nothing is written in it.',
	],
	['an empty one says so', {elements: []}, 'nothing is drawn in it'],
	['elements of another shape are passed over', {elements: [1, null, {text: 'x'}]}, 'nothing is drawn in it'],
	['what is no diagram is shown as it is kept', [1, 2], 'It is kept as:\n\n[1,2]'],
];

for (const [title, content, says] of rows) {
	test(`of a diagram, ${title}`, () => {
		expect(readDiagram(JSON.stringify(content))).toContain(says);
	});
}

test('whatever a document has in it, it becomes text that is safe and bounded', () => {
	fc.assert(
		fc.property(
			fc.string({unit: 'binary', maxLength: 400}),
			fc.constantFrom('a.md', 'a.excalidraw'),
			(content, file) => {
				const {text} = textOfDoc(doc(content, file));
				expect(text).not.toMatch(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/);
				expect(text.length).toBeLessThanOrEqual(longestShown);
			},
		),
	);
});

test('of a document that is too long its start is shown, and it is known how long it is', () => {
	const {text, length} = textOfDoc(doc('x'.repeat(longestShown + 5)));

	expect([text.length, length]).toEqual([longestShown, longestShown + 5]);
});
