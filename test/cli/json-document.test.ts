import {readFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {agentCommands} from '../../source/cli/agent/commands.js';
import {commands} from '../../source/cli/commands/index.js';
import {refusals} from '../../source/domain/errors.js';
import type {Message} from '../../source/domain/message.js';
import {project, session, task} from '../helpers/builders.js';
import {callOf, runAgentCommand, runCommand} from '../helpers/command-line.js';
import {type OpenServer, openServer} from '../helpers/server.js';

const document = readFileSync(path.join(import.meta.dirname, '..', '..', 'docs', 'json.md'), 'utf8');

const sectionOf = (title: string, level: string): string =>
	document.split(new RegExp(`^${level} ${title}$`, 'm'))[1]?.split(/^#{2,3} /m)[0] ?? '';

/** The cells of a table in a section of the document. */
const tableIn = (section: string): ReadonlyArray<readonly string[]> =>
	section
		.split('\n')
		.filter(line => line.startsWith('| '))
		.slice(2)
		.map(line =>
			line
				.slice(1, -1)
				.split('|')
				.map(cell => cell.trim()),
		);

const shapes: ReadonlyMap<string, ReadonlyArray<readonly string[]>> = new Map(
	[...(document.split('\n## Shapes\n')[1] ?? '').matchAll(/^### (\w+)$/gm)].map(([, name = '']) => [
		name,
		tableIn(sectionOf(name, '###')),
	]),
);

/** Where a value differs from what the document says of it. */
const differences = (type: string, value: unknown, at: string): readonly string[] => {
	const isList = /^\[(\w+)\]$/.exec(type)?.[1];
	if (isList !== undefined) {
		return Array.isArray(value) ? value.flatMap((item, index) => differences(isList, item, `${at}[${index}]`)) : [at];
	}

	switch (type) {
		case 'string':
		case 'boolean':
		case 'number': {
			return typeof value === type ? [] : [at];
		}

		case 'integer': {
			return Number.isInteger(value) ? [] : [at];
		}

		case 'integers by name': {
			return Object.values(value as object).every(Number.isInteger) ? [] : [at];
		}

		default: {
			return typeof value === 'object' && value !== null ? differencesOfMembers(type, value, at) : [at];
		}
	}
};

const differencesOfMembers = (type: string, value: object, at: string): readonly string[] => {
	const rows = shapes.get(type);
	if (rows === undefined) {
		throw new Error(`The document has no shape ${type}`);
	}

	const members = new Map(rows.map(([name = '', type = '']) => [name.replaceAll('`', '').replace('?', ''), type]));
	const needed = rows.flatMap(([name = '']) => (name.includes('?') ? [] : [name.replaceAll('`', '')]));
	return [
		...needed.filter(name => !(name in value)).map(name => `${at}.${name} is missing`),
		...Object.entries(value).flatMap(([name, item]) => {
			const type = members.get(name);
			return type === undefined
				? [`${at}.${name} is not in the document`]
				: item === undefined
					? []
					: differences(type, item, `${at}.${name}`);
		}),
	];
};

/** Sessions `a` and `b` of one project, in which everything that can be in a message is in one. */
const open = async () => {
	const server = await openServer({
		projects: [project({id: 'p-1'})],
		tasks: [task({id: 'T-1'})],
		sessions: [session({id: 'a'}), session({id: 'b'})],
		limits: {perMinute: 1000, loop: {messages: 4, minutes: 10}},
	});
	const send = async (as: string, ...words: readonly string[]): Promise<readonly Message[]> =>
		(await runAgentCommand(server, ['session', 'send', '--json', ...words], {as})).map(line => JSON.parse(line));
	const [first] = await send(
		...(['a', '--to', 'b', '--message', 'Please review', '--priority', 'high', '--type', 'request'] as const),
		...(['--task', 'T-1', '--requires-ack', '--ttl', '1h'] as const),
	);
	const id = first?.id ?? '';
	await runAgentCommand(server, ['inbox'], {as: 'b'});
	server.time.now += 2000;
	await send('b', '--to', 'a', '--message', 'Fine', '--reply-to', id);
	await send('operator', '--to', 'b', '--to', 'a', '--message', 'Good morning');
	await send('a', '--to', 'operator', '--message', 'Which database?');
	await send('b', '--to', 'a', '--message', 'And what else?');
	for (let count = 0; count < 4; count++) {
		await send('a', '--to', 'b', '--message', `And again ${count}`);
	}

	return {server, id, send};
};

type Case = readonly [
	command: string,
	type: string,
	print: (opened: Awaited<ReturnType<typeof open>>) => Promise<readonly unknown[]>,
];

const json = async (server: OpenServer, ...words: readonly string[]) => [
	(await runCommand(server, [...words, '--json'])).value,
];

const cases: readonly Case[] = [
	['session send --to ID', 'Message', async ({send}) => send('a', '--to', 'operator', '--message', 'x')],
	[
		'session send --to ID --to ID',
		'Broadcast',
		async ({send}) => send('a', '--to', 'operator', '--to', 'project:p-1', '--message', 'x'),
	],
	['inbox in a session', 'Taken', async ({server}) => takenBy(server, 'b')],
	['inbox as the operator', '[Message]', async ({server}) => json(server, 'inbox')],
	['inbox --all', '[Message]', async ({server}) => json(server, 'inbox', '--all')],
	['inbox --clear', 'Cleared', async ({server}) => json(server, 'inbox', '--clear')],
	[
		'inbox --watch',
		'Message',
		async ({server}) => {
			const {said} = await runCommand(server, ['inbox', '--watch', '--json'], {
				as: 'b',
				follow: async ({catchUp}) => void (await catchUp(callOf(server, 'b'), new AbortController().signal)),
			});
			return said.map(line => JSON.parse(line));
		},
	],
	['message list', '[Message]', async ({server}) => json(server, 'message', 'list', 'b')],
	['message show', 'Message', async ({server, id}) => json(server, 'message', 'show', id)],
	['message thread', '[Message]', async ({server, id}) => json(server, 'message', 'thread', id)],
	['message reply', 'Message', async ({server, id}) => json(server, 'message', 'reply', id, '--message', 'x')],
	['message read', '[Message]', async ({server, id}) => json(server, 'message', 'read', id)],
	['message delete', '[string]', async ({server, id}) => json(server, 'message', 'delete', id)],
	['message search', 'Found', async ({server}) => json(server, 'message', 'search', 'again')],
	['message export', 'Exported', async ({server}) => json(server, 'message', 'export')],
	['message export', 'Exported', async ({server}) => json(server, 'message', 'export', '--output', 'all.json')],
	['message stats', 'Statistics', async ({server}) => json(server, 'message', 'stats')],
	['message templates', '[Template]', async ({server}) => json(server, 'message', 'templates')],
	['message holds', '[Hold]', async ({server}) => json(server, 'message', 'holds')],
	['message allow', 'Hold', async ({server}) => json(server, 'message', 'allow', await holdOf(server))],
	['message stop', 'Hold', async ({server}) => json(server, 'message', 'stop', await holdOf(server))],
];

const takenBy = async (server: OpenServer, as: string) =>
	(await runAgentCommand(server, ['inbox', '--json'], {as})).map(line => JSON.parse(line));

const holdOf = async ({inbox}: OpenServer): Promise<string> => inbox.holds()[0]?.id ?? '';

for (const [command, type, print] of cases) {
	test(`maestro ${command} prints ${type}, as the document says`, async () => {
		const documented = tableIn(sectionOf('Commands', '##')).find(([cell]) =>
			cell?.replaceAll('`', '').startsWith(`maestro ${command}`),
		);
		expect(documented?.[1]).toContain(`\`${type}\``);

		const printed = await print(await open());

		expect(printed.length).toBeGreaterThan(0);
		// What is kept of a value that was printed.
		expect(printed.flatMap((value, index) => differences(type, JSON.parse(JSON.stringify(value)), `${index}`))).toEqual(
			[],
		);
	});
}

test('every command of messages is in the document', () => {
	const names = [...commands.map(({name}) => name), ...Object.keys(agentCommands)];
	const cells = tableIn(sectionOf('Commands', '##')).map(([cell]) => cell);

	for (const name of names.filter(name => /^(?:message |inbox$|session send$)/.test(name))) {
		expect(cells.some(cell => cell?.startsWith(`\`maestro ${name}`))).toBe(true);
	}
});

test('every member that the document names was seen, so that none of it is made up', async () => {
	const opened = await open();
	const seen = new Set<string>();
	const look = (type: string, value: unknown): void => {
		const isList = /^\[(\w+)\]$/.exec(type)?.[1];
		if (isList !== undefined) {
			for (const item of value as readonly unknown[]) {
				look(isList, item);
			}
		} else if (shapes.has(type)) {
			for (const [name = '', memberType = ''] of shapes.get(type) ?? []) {
				const member = name.replaceAll(/[`?]/g, '');
				const item = (value as Readonly<Record<string, unknown>>)[member];
				if (item !== undefined) {
					seen.add(`${type}.${member}`);
					look(memberType, item);
				}
			}
		}
	};
	for (const [, type, print] of cases) {
		for (const value of await print(type === 'Hold' ? await open() : opened)) {
			look(type, value);
		}
	}

	const all = [...shapes].flatMap(([type, rows]) =>
		rows.map(([name = '']) => `${type}.${name.replaceAll(/[`?]/g, '')}`),
	);
	// These two need a file of the operator's that cannot be read, and an agent that did not show what it took.
	expect(all.filter(name => !seen.has(name))).toEqual(['Delivery.lastError', 'Template.problem']);
});

test('the exit codes are those of the program, with every reason', () => {
	const rows = tableIn(sectionOf('Exit codes', '##'));
	const documented = Object.fromEntries(
		rows.flatMap(([code, reasons = '']) =>
			reasons === '' ? [] : reasons.split(', ').map(reason => [reason, Number(code)] as const),
		),
	);

	expect(documented).toEqual(
		Object.fromEntries(Object.entries(refusals).map(([code, {exitCode}]) => [code, exitCode])),
	);
});
