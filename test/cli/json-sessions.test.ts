import {readFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {project, session, task} from '../helpers/builders.js';
import {runAgentCommand, runCommand} from '../helpers/command-line.js';
import {openServer} from '../helpers/server.js';

const document = readFileSync(path.join(import.meta.dirname, '..', '..', 'docs', 'json-sessions.md'), 'utf8');

type Row = {readonly name: string; readonly type: string; readonly isOptional: boolean};

/** The members of a shape, as its table says them. */
const rowsOf = (shape: string): readonly Row[] => {
	const [, section = ''] = document.split(`\n### ${shape}\n`);
	const lines = (section.split('\n###')[0] ?? '').split('\n').filter(line => line.startsWith('| `'));
	return lines.map(line => {
		const [, name = '', type = ''] = line.split('|').map(cell => cell.trim());
		return {name: name.replaceAll(/[`?]/g, ''), type, isOptional: name.includes('?')};
	});
};

const isOf = (type: string, value: unknown): boolean =>
	type.split(' or ').some(one => {
		switch (one) {
			case 'integer':
				return Number.isInteger(value);
			case 'array':
				return Array.isArray(value);
			case 'null':
				return value === null;
			case 'object':
				return typeof value === 'object' && value !== null && !Array.isArray(value);
			case 'string':
			case 'boolean':
				return typeof value === one;
			default:
				return differences(one, value).length === 0;
		}
	});

/** Where a value is not as the page says. */
const differences = (shape: string, value: unknown): readonly string[] => {
	const rows = rowsOf(shape);
	const members = Object.entries(value as object);
	return [
		...(rows.length === 0 ? [`the page has no ${shape}`] : []),
		...rows
			.filter(({name, isOptional}) => !isOptional && !members.some(([member]) => member === name))
			.map(({name}) => `${name} is missing`),
		...members
			.filter(([member, item]) => !rows.some(({name, type}) => name === member && isOf(type, item)))
			.map(([member]) => `${member} is not as it should be`),
	];
};

/** What is left of a value that was printed. */
const printed = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

const over = {id: 'r-1', taskId: 'T-1', mode: 'interactive', agent: 'claude', isHeadless: false, startedAt: 1};

const open = async () => {
	const seen = {state: 'idle', source: 'hook Stop', at: 5} as const;
	const server = await openServer({
		projects: [project({workingDir: '/tmp'})],
		tasks: [task(), task({id: 'T-2'})],
		sessions: [
			session({
				id: 'a',
				activity: seen,
				needsInput: {active: true, message: 'Which?', since: 5},
				metadata: {mode: 'worker'},
			}),
			session({id: 'b'}),
			session({id: 'over', status: 'completed', completedAt: 2, run: over, archivedAt: 3}),
		],
	});
	server.processes.set(4711, 'b1');
	server.processes.set(4712, 'b2');
	const client = {agent: 'claude', directory: '/tmp', conversation: 'conv-1', at: 5};
	await server.clients.notice({...client, pid: 4711, born: 'b1'});
	await server.clients.notice({...client, pid: 4712, born: 'b2'});
	return server;
};

const commands: ReadonlyArray<[words: readonly string[], shape: string]> = [
	[['session', 'list'], '[Session]'],
	[['session', 'show', 'a'], 'Session'],
	[['session', 'spawn', '--task', 'T-2'], 'Started'],
	[['session', 'resume', 'over'], 'Session'],
	[['session', 'adopt', '--new', '--client-version', '2.1.329'], 'Prepared'],
	[['session', 'adopt', '--pid', '4711', '--client-version', '2.1.329'], 'Adopted'],
	[['session', 'adopt', '--list'], '[Client]'],
];

const check = (shape: string, value: unknown): void => {
	const isList = shape.startsWith('[');
	const items = isList ? (value as readonly unknown[]) : [value];
	expect(items.length).toBeGreaterThan(0);
	expect(items.flatMap(item => differences(shape.replaceAll(/[[\]]/g, ''), item))).toEqual([]);
};

for (const [words, shape] of commands) {
	test(`maestro ${words.slice(0, 3).join(' ')} prints ${shape}, as the page says`, async () => {
		const {value} = await runCommand(await open(), [...words, '--json'], {
			directory: '/tmp',
			findServer: async () => undefined,
		});

		check(shape, printed(value));
		expect(document).toContain(`\`${shape}\``);
		expect(document).toContain(`\`maestro ${words.slice(0, 2).join(' ')}`);
	});
}

test('maestro session siblings prints [Session], as the page says', async () => {
	const [line = ''] = await runAgentCommand(await open(), ['session', 'siblings', '--json'], {as: 'b'});

	check('[Session]', JSON.parse(line));
});
