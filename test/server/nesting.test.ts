import {expect, test} from 'vitest';
import {claude} from '../../source/agents/claude.js';
import {gemini} from '../../source/agents/gemini.js';
import {createNesting} from '../../source/server/nesting.js';
import {recordedHook} from '../agents/recorded-gemini.js';

const followed = (names: readonly string[]): readonly boolean[] => {
	const {note} = createNesting();
	return names.map(name => note('s-1', gemini, recordedHook(name)));
};

const enter = 'BeforeTool.invoke_agent';
const inside = 'AfterTool.in-subagent';
const leave = 'AfterTool.invoke_agent';

const rows: ReadonlyArray<[title: string, hooks: readonly string[], expected: readonly boolean[]]> = [
	['tools of the session are its own', ['BeforeAgent', 'AfterTool', 'AfterAgent'], [false, false, false]],
	['tools of a subagent are not', [enter, inside, inside, leave, 'AfterTool'], [true, true, true, false, false]],
	[
		'of two subagents at once the last one to be done counts',
		[enter, enter, inside, leave, leave],
		[true, true, true, true, false],
	],
	[
		'a subagent that was left by Esc is over with the next prompt',
		[enter, inside, 'BeforeAgent', 'AfterTool'],
		[true, true, false, false],
	],
	['a dialog in a subagent does not end it', [enter, 'Notification', inside], [true, true, true]],
	['one that nobody saw begin ends nothing', [leave, enter, inside], [false, true, true]],
];

for (const [title, hooks, expected] of rows) {
	test(title, () => {
		expect(followed(hooks)).toEqual(expected);
	});
}

test('sessions do not mix, and a client that says so itself needs no memory', () => {
	const {note} = createNesting();

	expect(note('s-1', gemini, recordedHook(enter))).toBe(true);
	expect(note('s-2', gemini, recordedHook(inside))).toBe(false);
	expect(note('s-3', claude, {hook_event_name: 'PostToolBatch'})).toBe(false);
});
