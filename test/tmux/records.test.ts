import fc from 'fast-check';
import {expect, test} from 'vitest';
import {createRecords} from '../../source/tmux/records.js';

const fields = ['window_id', '@maestro_key', 'window_name'] as const;

/** What tmux does with a format: each variable in it becomes its value. */
const print = (format: string, values: Readonly<Record<string, string>>): string =>
	format.replace(/#\{([^}]+)\}/g, (_, name: string) => values[name] ?? '');

test('what was asked for comes back, whatever is in the values and between the records', () => {
	const text = fc.string({unit: fc.constantFrom('a', '<', ':', '>', '\n', '\t', '\u001F', '#', '$', '{', '😀')});
	const record = fc.record({window_id: text, '@maestro_key': text, window_name: text});
	fc.assert(
		fc.property(fc.array(record), text, (records, between) => {
			const {format, read} = createRecords(fields);

			const stdout = records.map(values => `${print(format, values)}\n${between}`).join('');

			expect(read(stdout)).toEqual(records);
		}),
	);
});

test('two questions in one answer are told apart', () => {
	const one = createRecords(['pane_id']);
	const other = createRecords(['client_name']);

	const stdout = `${print(one.format, {pane_id: '%1'})}\n${print(other.format, {client_name: '/dev/pts/1'})}\n`;

	expect(one.read(stdout)).toEqual([{pane_id: '%1'}]);
	expect(other.read(stdout)).toEqual([{client_name: '/dev/pts/1'}]);
});

test('the marks are plain ASCII without anything that a format acts upon', () => {
	expect(createRecords(['pane_id']).format).toMatch(/^<[0-9a-f]{18}:#\{pane_id\}:[0-9a-f]{18}>$/);
});
