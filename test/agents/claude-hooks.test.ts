import {expect, test} from 'vitest';
import {claude} from '../../source/agents/claude.js';

type Settings = {
	readonly hooks: Readonly<
		Record<string, ReadonlyArray<{readonly matcher?: string; readonly hooks: readonly object[]}>>
	>;
};

const settings = (version: string | undefined, doorbell?: string): Settings =>
	claude.settings({version, hookProgram: "/home/o'neil/.maestro/bin/maestro-hook", doorbell}) as Settings;

const everywhere = ['Notification', 'PermissionRequest', 'SessionEnd', 'SessionStart', 'Stop', 'UserPromptSubmit'];
const rows: ReadonlyArray<[version: string | undefined, more: readonly string[]]> = [
	['2.1.329', ['FileChanged', 'PostToolBatch', 'StopFailure']],
	['2.1.165', ['FileChanged', 'PostToolBatch', 'StopFailure']],
	['2.1.164', ['FileChanged', 'PostToolUse', 'PostToolUseFailure', 'StopFailure']],
	['2.1.83', ['FileChanged', 'PostToolUse', 'PostToolUseFailure', 'StopFailure']],
	['2.1.82', ['PostToolUse', 'PostToolUseFailure']],
	['2.1.36', ['PostToolUse', 'PostToolUseFailure']],
	['10.0.0', ['FileChanged', 'PostToolBatch', 'StopFailure']],
	[undefined, ['PostToolUse', 'PostToolUseFailure']],
	['nonsense', ['PostToolUse', 'PostToolUseFailure']],
];

for (const [version, more] of rows) {
	test(`a client of version ${version ?? 'unknown'} is given the events that it knows`, () => {
		expect(Object.keys(settings(version, '/bell').hooks).sort()).toEqual([...everywhere, ...more].sort());
	});
}

test('every hook runs the same command, which a shell reads as one word', () => {
	const commands = Object.values(settings('2.1.329', '/bell').hooks).flatMap(entries =>
		entries.flatMap(({hooks}) =>
			hooks.map(hook =>
				JSON.stringify({...hook, asyncRewake: undefined, rewakeMessage: undefined, rewakeSummary: undefined}),
			),
		),
	);

	expect(new Set(commands)).toEqual(
		new Set([JSON.stringify({type: 'command', command: "'/home/o'\\''neil/.maestro/bin/maestro-hook'", timeout: 10})]),
	);
});

test('a change of the doorbell is watched by its path and matched by its name', () => {
	const [bell] = settings('2.1.329', '/home/x/run/doorbell/sess_b').hooks.FileChanged ?? [];

	expect(bell?.matcher).toBe('/home/x/run/doorbell/sess_b|sess_b');
	expect(bell?.hooks).toEqual([expect.objectContaining({asyncRewake: true, rewakeMessage: 'maestro:'})]);
});

test('only the doorbell has a matcher', () => {
	const matched = Object.entries(settings('2.1.329', '/bell').hooks).filter(([, entries]) =>
		entries.some(({matcher}) => matcher !== undefined),
	);

	expect(matched.map(([event]) => event)).toEqual(['FileChanged']);
});

for (const folder of ['/home/a|b', '/home/a[b', '/home/a(b']) {
	test(`a doorbell that the client could not watch is left out: ${folder}`, () => {
		expect(settings('2.1.329', `${folder}/sess_b`).hooks).not.toHaveProperty('FileChanged');
	});
}

test('a session without a doorbell is not woken', () => {
	expect(settings('2.1.329').hooks).not.toHaveProperty('FileChanged');
});
