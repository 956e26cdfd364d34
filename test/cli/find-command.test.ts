import {expect, test} from 'vitest';
import {commands} from '../../source/cli/commands/index.js';
import {findCommand} from '../../source/cli/find-command.js';

for (const command of commands) {
	test(`${command.name} is found by its words`, async () => {
		const [first = '', second] = command.name.split(' ');

		expect(await findCommand(first, second)).toBe(command);
	});
}

test('what follows the one word of a command is no part of its name', async () => {
	expect((await findCommand('status', 'code-review'))?.name).toBe('status');
});

test('a word that begins several commands is none of them', async () => {
	expect(await findCommand('task')).toBeUndefined();
	expect(await findCommand('task', 'lits')).toBeUndefined();
});

test('a word that nobody has given a meaning finds nothing', async () => {
	expect(await findCommand('constructor')).toBeUndefined();
});
