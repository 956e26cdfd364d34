import {PassThrough} from 'node:stream';
import {setImmediate as turn} from 'node:timers/promises';
import {expect, onTestFinished, test} from 'vitest';
import {createTerminalInput} from '../../../source/views/input/terminal-input.js';
import {eventually} from '../../helpers/eventually.js';

const open = () => {
	const modes: boolean[] = [];
	const source = Object.assign(new PassThrough(), {
		isTTY: true,
		setRawMode(isRaw: boolean) {
			modes.push(isRaw);
			return source;
		},
		ref: () => source,
		unref: () => source,
	}) as unknown as NodeJS.ReadStream & PassThrough;
	const {stdin, onReport} = createTerminalInput(source);
	const reports: string[] = [];
	let keys = '';
	onReport(report => reports.push(report));
	stdin.setEncoding('utf8');
	stdin.on('readable', () => {
		keys += stdin.read() ?? '';
	});
	onTestFinished(() => {
		stdin.setRawMode(false);
	});
	return {source, stdin, modes, reports, keys: () => keys};
};

test('keys go to Ink as they were, and reports to whoever wants them', async () => {
	const {source, stdin, reports, keys} = open();
	stdin.setRawMode(true);

	source.write('j\u001B[<0;3;4Mk\u001B[');
	source.write('Iq日');

	await eventually(() => expect(keys()).toBe('jkq日'));
	expect(reports).toEqual(['\u001B[<0;3;4M', '\u001B[I']);
});

test('a character of several bytes that is cut between them is one', async () => {
	const {source, stdin, keys} = open();
	stdin.setRawMode(true);
	const bytes = Buffer.from('日');

	source.write(bytes.subarray(0, 1));
	await turn();
	source.write(bytes.subarray(1));

	await eventually(() => expect(keys()).toBe('日'));
});

test('an escape by itself is a whole key, so that Ink does not hold it back once more', async () => {
	const {source, stdin, keys} = open();
	stdin.setRawMode(true);

	source.write('\u001B');

	await eventually(() => expect(keys()).toBe('\u001B[27u'));
});

test('what comes while somebody else has the terminal is theirs', async () => {
	const {source, stdin, modes, keys} = open();
	stdin.setRawMode(true);
	source.write('a');
	await eventually(() => expect(keys()).toBe('a'));

	stdin.setRawMode(false);
	source.write('theirs');
	await turn();
	expect(source.isPaused()).toBe(true);
	expect(source.read()).toBe('theirs');
	stdin.setRawMode(true);
	source.write('b');

	await eventually(() => expect(keys()).toBe('ab'));
	expect(modes).toEqual([true, false, true]);
});
