import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {isThere} from '../../source/system/processes.js';
import {cutLines, talk} from '../../source/system/talk.js';
import {buildProgram} from '../helpers/child.js';
import {eventually} from '../helpers/eventually.js';
import {temporaryFolder} from '../helpers/temporary.js';

const shell = (script: string, signal = new AbortController().signal, environment = {}) => {
	const lines: string[] = [];
	const over = talk('sh', ['-c', script], {environment, signal, onLine: line => lines.push(line)});
	return {lines, over};
};

test('what a program prints comes line by line, and the last is told when it has ended', async () => {
	const {lines, over} = shell('echo one; printf "two\\nthree"; printf "\\n\\nfive\\n"');

	await over;

	expect(lines).toEqual(['one', 'two', 'three', '', 'five']);
});

test('a program is told lines in turn', async () => {
	const lines: string[] = [];

	await talk('sh', ['-c', 'echo ready; read -r words; echo "got $words"'], {
		environment: {},
		signal: new AbortController().signal,
		onLine(line, say) {
			lines.push(line);
			if (line === 'ready') {
				say('two words');
			}
		},
	});

	expect(lines).toEqual(['ready', 'got two words']);
});

test('it is given variables, and others are taken away', async () => {
	const {lines, over} = shell('echo "$GIVEN"; env | grep -c ^HOME=', undefined, {GIVEN: 'given', HOME: undefined});

	await over;

	expect(lines).toEqual(['given', '0']);
});

test('a program ends with what it reads', async () => {
	const ending = new AbortController();
	const {lines, over} = shell('echo ready; cat; echo over', ending.signal);
	await eventually(() => expect(lines).toEqual(['ready']));

	ending.abort();
	await over;

	expect(lines).toEqual(['ready', 'over']);
});

test('one that does not is killed', async () => {
	const ending = new AbortController();
	const {lines, over} = shell('echo $$; trap "" TERM; exec sleep 600', ending.signal);
	const pid = await eventually(() => Number(lines[0] ?? expect.unreachable('nothing was printed')));

	ending.abort();
	await over;

	expect(isThere(pid)).toBe(false);
});

test('one that nobody wants any more before it began is not left behind', async () => {
	const {over} = shell('cat', AbortSignal.abort());

	await expect(over).resolves.toBeUndefined();
});

test('one that ends while it is told something has ended, and no more', async () => {
	const told = talk('sh', ['-c', 'exec 0<&-; echo ready; sleep 0.1'], {
		environment: {},
		signal: new AbortController().signal,
		onLine: (_, say) => say('x'.repeat(1_000_000)),
	});

	await expect(told).resolves.toBeUndefined();
});

test('a program that is missing has ended', async () => {
	const told = talk('maestro-missing', [], {
		environment: {},
		signal: new AbortController().signal,
		onLine: () => expect.unreachable('nothing can be said'),
	});

	await expect(told).resolves.toBeUndefined();
});

test('it does not live on when we are killed', async () => {
	const pid = path.join(await temporaryFolder(), 'pid');
	const start = await buildProgram(path.join(import.meta.dirname, 'talker.ts'));
	const child = start(`echo $$ > '${pid}'; exec cat`);
	const number = await eventually(async () => Number((await readFile(pid, 'utf8')).trim()) || false);

	await child.kill();

	await eventually(() => expect(isThere(Number(number))).toBe(false));
});

test('lines are put together from pieces, and of one that has no end the beginning is kept', () => {
	const lines: string[] = [];
	const cut = cutLines(line => lines.push(line));

	for (const piece of ['a', 'b\nc', '\n', '\n', 'x'.repeat(60_000), 'x'.repeat(60_000), 'x\n', 'd\ne']) {
		cut(piece);
	}

	expect(lines.map(line => line.length)).toEqual([2, 1, 0, 65_536, 1]);
});
