import {expect, test} from 'vitest';
import {commands} from '../../source/cli/commands/index.js';
import {entries, overview} from '../../source/cli/overview.js';
import {kebab, usageOf} from '../../source/cli/usage.js';

for (const command of commands) {
	test(`the help of ${command.name} names all that it takes`, () => {
		const help = usageOf(command);

		expect(help.split('\n')[0]).toBe(`maestro ${command.name} ${command.usage}`.trimEnd());
		for (const [flag, {help: words, isNegated}] of Object.entries(command.flags)) {
			expect(help).toMatch(new RegExp(`^  --${isNegated === true ? 'no-' : ''}${kebab(flag)} .* {1,}`, 'm'));
			expect(help).toContain(words);
		}

		expect(help).toMatch(/^ {2}--json +\S/m);
		expect(help).toMatch(/^ {2}--help +\S/m);
		expect(Math.max(...help.split('\n').map(line => line.length))).toBeLessThanOrEqual(120);
	});

	test(`the usage of ${command.name} shows no flag that it has not`, () => {
		const shown = [...command.usage.matchAll(/--(?:no-)?([a-z-]+)/g)].map(([, name]) => name);
		const own = Object.keys(command.flags).map(kebab);

		expect(shown.filter(name => !own.includes(name ?? ''))).toEqual([]);
	});
}

test('the overview has every command with its summary, those that agents call too', () => {
	const text = overview(entries);

	for (const {name, usage, summary} of [...commands, ...entries]) {
		expect(text).toContain(`  maestro ${`${name} ${usage}`.trimEnd()}\n      ${summary}\n`);
	}

	expect(text).toContain('  maestro session send ');
});
