import {expect, test} from 'vitest';
import {whatToDo} from './require.js';

const {PATH} = process.env;

const rules: ReadonlyArray<[title: string, program: string, required: string | undefined, what: string]> = [
	['tests of a program that is there run', 'sh', undefined, 'run'],
	['so they do where it is required', 'sh', 'sh', 'run'],
	['tests of one that is missing are skipped', 'no-such-program', undefined, 'skip'],
	['so they are where others are required', 'no-such-program', 'tmux,zellij', 'skip'],
	['where it is required they fail', 'no-such-program', 'tmux,no-such-program', 'fail'],
	['a list may have spaces', 'no-such-program', 'tmux, no-such-program', 'fail'],
];

for (const [title, program, required, what] of rules) {
	test(title, () => {
		expect(whatToDo(program, {PATH, MAESTRO_REQUIRE: required})).toBe(what);
	});
}
