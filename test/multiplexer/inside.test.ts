import {expect, test} from 'vitest';
import {type Ancestor, insideOf, type Sign} from '../../source/multiplexer/inside.js';

const sign = (name: string): Sign => ({
	name,
	serverIn: environment => (environment[name] === undefined ? undefined : ({program}) => program === name),
});

const [shell, first, second]: readonly Ancestor[] = [
	{pid: 30, program: 'sh'},
	{pid: 20, program: 'first'},
	{pid: 10, program: 'second'},
] as const;

const rules: ReadonlyArray<
	[title: string, variables: readonly string[], ancestors: ReadonlyArray<Ancestor | undefined>, inside?: string]
> = [
	['neither', [], [shell]],
	['neither, though servers of both are around: their terminals have no variables', [], [first, second]],
	['one, as its variables say', ['second'], [shell], 'second'],
	['one, whatever runs around it', ['second'], [shell, first], 'second'],
	['the first in the second', ['first', 'second'], [shell, first, shell, second], 'first'],
	['the second in the first', ['first', 'second'], [shell, second, shell, first], 'second'],
	['a server that went on when its terminal ended: the first of the list', ['first', 'second'], [], 'first'],
	['both, and neither server is to be seen: the first of the list', ['first', 'second'], [shell], 'first'],
];

for (const [title, variables, ancestors, inside] of rules) {
	test(`this terminal is in ${title}`, async () => {
		const answer = await insideOf({
			signs: [sign('first'), sign('second')],
			environment: Object.fromEntries(variables.map(name => [name, 'x'])),
			ancestors: async () => ancestors.filter(ancestor => ancestor !== undefined),
		});

		expect(answer).toBe(inside);
	});
}

test('processes are looked at only where variables speak of several', async () => {
	const answer = await insideOf({
		signs: [sign('first'), sign('second')],
		environment: {first: 'x'},
		ancestors: async () => expect.unreachable('nobody is looked at'),
	});

	expect(answer).toBe('first');
});
