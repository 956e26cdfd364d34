import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {OpenOrder, WindowOrder} from '../../../source/domain/window-order.js';
import {readOrder} from '../../../source/protocol/desktop/orders.js';
import {nasties} from '../../helpers/any-text.js';
import {recordings} from '../../helpers/desktop/recordings.js';

const frame = (data: object = {}, more: object = {}) => ({
	type: 'session:spawn',
	event: 'session:spawn',
	timestamp: 1000,
	...more,
	data: {
		session: {id: 'sess_1', name: 'Worker: login', metadata: {mode: 'worker', agentTool: 'claude-code'}},
		command: 'maestro worker init',
		cwd: '/srv/shop',
		envVars: {MAESTRO_SESSION_ID: 'sess_1', PATH: '/usr/bin', EMPTY: ''},
		...{projectId: 'proj_1', taskIds: ['task_1', 'task_2']},
		...data,
	},
});

const whyNot = (item: unknown): string => {
	const order = readOrder(item);
	if (order?.kind !== 'unreadable') {
		throw new Error(`It could be read: ${JSON.stringify(order)}`);
	}

	expect(order.sessionId).toBe('sess_1');
	return order.why;
};

test('a spawn is an order with all that it takes to open a window', () => {
	expect(readOrder(frame())).toEqual({
		...{kind: 'spawn', sessionId: 'sess_1', at: 1000, projectId: 'proj_1', taskId: 'task_1', name: 'Worker: login'},
		...{mode: 'worker', agent: 'claude-code', command: ['maestro', 'worker', 'init'], directory: '/srv/shop'},
		environment: {MAESTRO_SESSION_ID: 'sess_1', PATH: '/usr/bin', EMPTY: ''},
	});
});

test('every order that the real server was seen to give can be read', () => {
	const items = recordings.flatMap(({frames}) => frames.flatMap(({frame}) => (Array.isArray(frame) ? frame : [frame])));
	const read = items.map(readOrder).filter(order => order !== undefined);
	const kinds = Map.groupBy(read, ({kind}) => kind);

	expect([...kinds.keys()].sort()).toEqual(['deleted', 'prompt', 'resume', 'spawn']);
	expect(kinds.get('spawn')?.length).toBeGreaterThan(5);
	expect(kinds.get('resume')?.length).toBeGreaterThan(2);
	expect((kinds.get('spawn') as readonly OpenOrder[]).map(({command}) => command.join(' '))).toContain(
		'maestro orchestrator init',
	);
});

test('a prompt is cleaned of what a terminal acts upon, and keeps its lines', () => {
	const data = {sessionId: 'sess_1', content: 'first\r\n\u001B[201~second\u0007\tthird', senderSessionId: 'sess_2'};

	expect(readOrder({event: 'session:prompt_send', timestamp: 5, data: {...data, mode: 'send'}})).toEqual({
		...{kind: 'prompt', sessionId: 'sess_1', at: 5, isEntered: true, senderSessionId: 'sess_2'},
		content: 'first\nsecond\tthird',
	});
	expect(
		readOrder({event: 'session:prompt_send', timestamp: 5, data: {...data, mode: 'paste', senderSessionId: 'ui'}}),
	).toMatchObject({isEntered: false, senderSessionId: undefined});
});

test('what a session is called for people refuses nothing', () => {
	const session = {
		id: 'sess_1',
		name: `\u001B]0;x\u0007Two\nlines${'x'.repeat(1000)}`,
		metadata: {mode: '../..', agentTool: 7},
	};

	expect(readOrder(frame({session, taskIds: 'none', projectId: null}))).toMatchObject({
		...{kind: 'spawn', mode: 'worker', agent: 'unknown', taskId: undefined, projectId: undefined},
		name: expect.stringMatching(/^Two linesx{100,200}$/),
	});
	expect(readOrder(frame({session: {id: 'sess_1'}}))).toMatchObject({kind: 'spawn', name: 'sess_1'});
});

test('everything else that a server tells is no order', () => {
	for (const item of [
		undefined,
		null,
		7,
		'session:spawn',
		[],
		[frame()],
		{event: 'session:updated', data: {}},
		{data: {}},
	]) {
		expect(readOrder(item)).toBeUndefined();
	}
});

describe('what cannot be carried out as it is, is not at all', () => {
	const refused: ReadonlyArray<readonly [title: string, data: object, why: string]> = [
		...[
			'maestro worker init; rm -rf /',
			'maestro worker init && true',
			'maestro $(id)',
			'maestro `id`',
			'maestro worker > /tmp/x',
			'maestro *',
			'maestro ~/x',
			'maestro worker\ninit',
			'maestro "a\\"',
			'maestro # nothing',
		].map(command => [`the command ${JSON.stringify(command)}`, {command}, 'a shell would understand'] as const),
		['a command with a quote that does not end', {command: "maestro 'worker"}, 'not closed'],
		['a command that sets a variable', {command: 'A=1 maestro'}, 'a program'],
		['a command that begins with a flag', {command: '-c maestro'}, 'a program'],
		['a command of blanks', {command: '   '}, 'a program'],
		['no command', {command: undefined}, 'data.command'],
		['a folder that is relative', {cwd: 'srv'}, 'absolute'],
		['a folder with NUL', {cwd: '/srv\0'}, 'without NUL'],
		['no variables', {envVars: null}, 'names and values'],
		['variables in a list', {envVars: ['PATH']}, 'names and values'],
		['a name of a variable that is none', {envVars: {'A;B': 'x'}}, '"A;B" is no name'],
		['a variable that a shell gives up at', {envVars: {PPID: '1'}}, 'shells keep'],
		['a value that is no text', {envVars: {A: 1}}, '"A" has a value that is no text'],
		['a value with NUL', {envVars: {A: 'x\0'}}, 'a NUL'],
		['a value that is too long', {envVars: {A: 'x'.repeat(70_000)}}, 'more than'],
		[
			'too many variables',
			{envVars: Object.fromEntries(Array.from({length: 300}, (_, index) => [`A${index}`, '']))},
			'at most 256',
		],
		[
			'variables that are too large together',
			{envVars: Object.fromEntries(Array.from({length: 10}, (_, index) => [`A${index}`, 'x'.repeat(60_000)]))},
			'at most 262144 bytes',
		],
		['variables of another session', {envVars: {MAESTRO_SESSION_ID: 'sess_2'}}, 'another session'],
	];
	for (const [title, data, why] of refused) {
		test(title, () => {
			expect(whyNot(frame(data))).toContain(why);
		});
	}

	test('one without a time', () => {
		expect(whyNot(frame({}, {timestamp: undefined}))).toContain('timestamp');
	});

	test('and why tells no value of a variable', () => {
		expect(whyNot(frame({envVars: {KEY: 'hunter2\0', OTHER: 'hunter2'}}))).not.toContain('hunter2');
	});
});

const anyText = fc.oneof(fc.string({unit: 'binary'}), fc.constantFrom(...nasties, '__proto__', 'constructor', ''));
const anyValue: fc.Arbitrary<unknown> = fc.oneof(
	anyText,
	fc.anything({withNullPrototype: true, withBigInt: true}),
	fc.dictionary(anyText, anyText),
);
const hostile = fc.record(
	{
		event: fc.constantFrom('session:spawn', 'session:resume', 'session:prompt_send', 'session:deleted'),
		timestamp: fc.oneof(fc.nat(), anyValue),
		data: fc.record(
			{
				session: fc.oneof(
					fc.record({id: anyText, name: anyText, metadata: anyValue}),
					fc.constant({id: 'sess_1', name: 'x'}),
					anyValue,
				),
				id: fc.oneof(fc.constant('sess_1'), anyText),
				sessionId: fc.oneof(fc.constant('sess_1'), anyText),
				command: fc.oneof(fc.constant('maestro worker init'), anyText),
				cwd: fc.oneof(fc.constant('/srv'), anyText),
				envVars: fc.oneof(
					fc.dictionary(fc.stringMatching(/^[A-Z_]{1,5}$/), anyText),
					fc.dictionary(anyText, anyText),
					anyValue,
				),
				content: anyText,
				mode: fc.oneof(fc.constantFrom('send', 'paste'), anyText),
				senderSessionId: anyValue,
				projectId: anyValue,
				taskIds: anyValue,
			},
			{requiredKeys: []},
		),
	},
	{requiredKeys: ['event']},
);

/** What whoever carries an order out may lean on. */
const isSound = (order: WindowOrder): boolean => {
	switch (order.kind) {
		case 'spawn':
		case 'resume': {
			const texts = [...order.command, order.directory, ...Object.values(order.environment)];
			return (
				/^[\w-]{1,128}$/.test(order.sessionId) &&
				order.directory.startsWith('/') &&
				texts.every(text => typeof text === 'string' && !text.includes('\0')) &&
				!/[$`|&;<>(){}]/.test(order.command.join('')) &&
				Object.keys(order.environment).every(name => /^[A-Za-z_]\w*$/.test(name)) &&
				!/\p{Cc}/u.test(order.name) &&
				Number.isSafeInteger(order.at)
			);
		}

		case 'prompt': {
			return !/[^\P{Cc}\n\t]/u.test(order.content);
		}

		case 'deleted': {
			return /^[\w-]{1,128}$/.test(order.sessionId);
		}

		case 'unreadable': {
			return order.why !== '' && order.why.length <= 300 && !/\p{Cc}/u.test(order.why);
		}
	}
};

test('whatever comes is an order that can be carried out as it is, or is told why not', () => {
	fc.assert(
		fc.property(hostile, item => {
			const order = readOrder(item);
			expect(order !== undefined && isSound(order)).toBe(true);
		}),
		{numRuns: 2000},
	);
});
