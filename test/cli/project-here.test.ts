import {expect, test} from 'vitest';
import {isInside, projectFor} from '../../source/cli/project-here.js';
import type {Project} from '../../source/domain/project.js';
import type {Call} from '../../source/protocol/call.js';
import {project} from '../helpers/builders.js';

const outer = project({id: 'p-outer', name: 'Outer', workingDir: '/work'});
const inner = project({id: 'p-inner', name: 'Inner', workingDir: '/work/inner'});
const twin = project({id: 'p-twin', name: 'Inner', workingDir: '/else/where'});

const find = async (
	projects: readonly Project[],
	directory: string,
	wanted?: string,
	environment: Record<string, string> = {},
) => {
	const call = (async () => projects) as unknown as Call;
	return (await projectFor({call, directory, environment}, wanted)).id;
};

const rows: ReadonlyArray<[title: string, id: string, ...Parameters<typeof find>]> = [
	['the folder itself', 'p-outer', [outer, inner], '/work'],
	['a folder in it', 'p-outer', [outer, inner], '/work/source/deep'],
	['the innermost of several', 'p-inner', [outer, inner], '/work/inner/source'],
	['not a folder that begins alike', 'p-outer', [outer, inner], '/work/inner-two'],
	['an id', 'p-inner', [outer, inner], '/work', 'p-inner'],
	['a name', 'p-outer', [outer, inner], '/work/inner', 'Outer'],
	['the project of the session', 'p-inner', [outer, inner], '/work', undefined, {MAESTRO_PROJECT_ID: 'p-inner'}],
	[
		'what is named before that of the session',
		'p-outer',
		[outer, inner],
		'/',
		'Outer',
		{MAESTRO_PROJECT_ID: 'p-inner'},
	],
	['the only one there is', 'p-outer', [outer], '/else/where'],
];

for (const [title, id, ...asked] of rows) {
	test(`${title} tells which project is meant`, async () => {
		expect(await find(...asked)).toBe(id);
	});
}

const refused: ReadonlyArray<[title: string, code: string, message: RegExp, ...Parameters<typeof find>]> = [
	['a folder of none of several', 'project-not-found', /name one with --project, or add it/, [outer, inner], '/else'],
	['no project at all', 'project-not-found', /maestro project add/, [], '/work'],
	['a name that none has', 'project-not-found', /maestro project list/, [outer], '/work', 'Other'],
	[
		'a name that two have',
		'malformed',
		/2 projects are called Inner.*p-inner, p-twin/,
		[inner, twin],
		'/work',
		'Inner',
	],
];

for (const [title, code, message, ...asked] of refused) {
	test(`${title} is refused with what to do`, async () => {
		await expect(find(...asked)).rejects.toMatchObject({code, message: expect.stringMatching(message)});
	});
}

test('a folder is inside itself, and not inside one beside it or above it', () => {
	expect(isInside('/a/b', '/a/b')).toBe(true);
	expect(isInside('/a/b/c', '/a/b')).toBe(true);
	expect(isInside('/a/..b', '/a')).toBe(true);
	expect(isInside('/a', '/a/b')).toBe(false);
	expect(isInside('/a/bc', '/a/b')).toBe(false);
});
