import {expect, test} from 'vitest';
import {isAtLeast, parseVersion} from '../../source/tmux/version.js';

const printed: ReadonlyArray<[printed: string, text: string, number: readonly [number, number] | undefined]> = [
	['tmux 3.3a\n', '3.3a', [3, 3]],
	['tmux 3.0\n', '3.0', [3, 0]],
	['tmux 3.10\n', '3.10', [3, 10]],
	['/opt/old tools/tmux 2.9a\n', '2.9a', [2, 9]],
	['tmux next-3.6\n', 'next-3.6', [3, 6]],
	['tmux 3.5-rc2\n', '3.5-rc2', [3, 5]],
	['tmux master\n', 'master', undefined],
	['tmux openbsd-7.5\n', 'openbsd-7.5', undefined],
	['3.4', '3.4', [3, 4]],
	['', '', undefined],
];

for (const [line, text, number] of printed) {
	test(`${JSON.stringify(line)} is version ${text}`, () => {
		expect(parseVersion(line)).toEqual({text, number});
	});
}

const order: ReadonlyArray<[version: string, oldest: readonly [number, number], isEnough: boolean]> = [
	['3.2', [3, 2], true],
	['3.2a', [3, 2], true],
	['3.1c', [3, 2], false],
	['3.10', [3, 2], true],
	['2.9', [3, 2], false],
	['4.0', [3, 2], true],
	['next-3.9', [3, 2], true],
	['master', [3, 2], true],
	['openbsd-7.5', [3, 2], true],
];

for (const [version, oldest, isEnough] of order) {
	test(`${version} is ${isEnough ? '' : 'not '}as new as ${oldest.join('.')}`, () => {
		expect(isAtLeast(parseVersion(version), oldest)).toBe(isEnough);
	});
}
