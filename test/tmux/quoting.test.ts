import {expect, test} from 'vitest';
import {escapeArgument, escapeFormat, toArguments} from '../../source/tmux/quoting.js';

const asArgument: ReadonlyArray<[meant: string, written: string]> = [
	['x', 'x'],
	['', ''],
	[';', '\\;'],
	['x;', 'x\\;'],
	['x\\;', 'x\\\\;'],
	['x;;', 'x;\\;'],
	['a;b', 'a;b'],
	['\\', '\\'],
];

for (const [meant, written] of asArgument) {
	test(`the argument ${JSON.stringify(meant)} is written ${JSON.stringify(written)}`, () => {
		expect(escapeArgument(meant)).toBe(written);
	});
}

const asFormat: ReadonlyArray<[meant: string, written: string]> = [
	['x', 'x'],
	['#', '##'],
	['##', '####'],
	['#{version}', '##{version}'],
	['#(touch pwned)', '##(touch pwned)'],
	['#[fg=red]', '#[fg=red]'],
	['##[x', '##[x'],
	['a##b#', 'a####b##'],
];

for (const [meant, written] of asFormat) {
	test(`the text ${JSON.stringify(meant)} in a format is written ${JSON.stringify(written)}`, () => {
		expect(escapeFormat(meant)).toBe(written);
	});
}

test('commands are separated by a ; of its own, and end nowhere else', () => {
	const args = toArguments([
		['set-option', '@a', 'x;'],
		['kill-window', '-t', ';'],
	]);

	expect(args).toEqual(['set-option', '@a', 'x\\;', ';', 'kill-window', '-t', '\\;']);
});
