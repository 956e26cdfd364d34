import {chmod, copyFile, readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {pathToFileURL} from 'node:url';
import {expect, onTestFinished, test, vi} from 'vitest';
import {eventually} from '../helpers/eventually.js';
import {temporaryFolder} from '../helpers/temporary.js';
import {type Call, called, told} from './recorded-opencode.js';

type Hooks = Readonly<Record<string, (...given: readonly unknown[]) => Promise<void>>>;
type Info = {readonly id: string; readonly parentID?: string};

const asset = path.join(import.meta.dirname, '..', '..', 'assets', 'opencode-plugin.js');

/** A plugin as the client loads it, with a hook program beside it that writes down what it is told and then does as `does` says. */
const load = async ({does = '', session = 'sess_b', infos = [] as readonly Info[]} = {}) => {
	const folder = await temporaryFolder();
	const diary = path.join(folder, 'diary');
	const hookProgram = path.join(folder, 'maestro-hook');
	await copyFile(asset, path.join(folder, 'opencode-plugin.js'));
	await writeFile(diary, '');
	await writeFile(hookProgram, `#!/bin/sh\nIFS= read -r input\nprintf '%s\\n' "$input" >>'${diary}'\n${does}\n`);
	await chmod(hookProgram, 0o755);
	vi.stubEnv('MAESTRO_SESSION_ID', session);
	onTestFinished(() => void vi.unstubAllEnvs());

	const get = async ({path: {id}}: {readonly path: {readonly id: string}}) => ({
		data: infos.find(info => info.id === id),
	});
	const {Maestro} = await import(/* @vite-ignore */ pathToFileURL(path.join(folder, 'opencode-plugin.js')).href);
	const open = async (how?: object): Promise<Hooks> => Maestro({client: {session: {get}}}, how);
	const heard = async () =>
		(await readFile(diary, 'utf8'))
			.split('\n')
			.filter(Boolean)
			.map((line): Readonly<Record<string, unknown>> => JSON.parse(line));
	return {hooks: await open(), open, heard};
};

const play = async (hooks: Hooks, calls: readonly Call[]): Promise<void> => {
	for (const call of calls) {
		if (call.hook === 'event') {
			await hooks.event?.({event: {type: call.type, properties: call.properties}});
		} else {
			await hooks[call.hook]?.(call.input, call.output);
		}
	}
};

const isCall = (hook: Call['hook']) => (call: Call) => call.hook === hook;

const root: Info = {id: 'ses_e0165c8d2ffeCc7G3lmxGaqgmc'};

const turns: ReadonlyArray<[title: string, recording: string, expected: ReadonlyArray<readonly [string, unknown?]>]> = [
	[
		'a turn with a tool',
		'tool',
		[['client.started'], ['chat.message'], ['session.status', 'busy'], ['tool.execute.after'], ['session.idle']],
	],
	[
		'a turn with a subagent, of which only the dialog is told',
		'subagent',
		[
			...[['client.started'], ['chat.message'], ['session.status', 'busy'], ['permission.asked']],
			...[['permission.replied'], ['tool.execute.after'], ['session.idle']],
		] as const,
	],
	[
		'a dialog that was refused, which ends the turn',
		'refused',
		[
			...[['client.started'], ['chat.message'], ['session.status', 'busy'], ['permission.asked']],
			...[['permission.replied'], ['session.idle']],
		] as const,
	],
	[
		'a question',
		'question',
		[
			...[['client.started'], ['chat.message'], ['session.status', 'busy'], ['question.asked']],
			...[['question.replied'], ['tool.execute.after'], ['session.idle']],
		] as const,
	],
	[
		'a turn that a person ended, after which the tool in it is done',
		'interrupted',
		[['client.started'], ['chat.message'], ['session.status', 'busy'], ['session.idle']],
	],
];

for (const [title, recording, expected] of turns) {
	test(`the plugin tells ${title}, in order and once`, async () => {
		const {hooks, heard} = await load({infos: [root]});

		await play(hooks, called(recording));

		await eventually(async () =>
			expect((await heard()).map(({hook_event_name: event, status}) => [event, status].filter(Boolean))).toEqual(
				expected,
			),
		);
	});
}

test('what it tells is what was recorded of the real client', async () => {
	const {hooks, heard} = await load({infos: [root]});

	await play(hooks, called('tool'));
	await play(hooks, called('subagent'));

	await eventually(async () => expect(await heard()).toHaveLength(11));
	const all = await heard();
	for (const name of ['client.started', 'chat.message', 'session.status.busy', 'tool.execute.after', 'session.idle']) {
		expect(all).toContainEqual(told(name));
	}

	expect(all).toContainEqual(told('permission.asked'));
	expect(all).toContainEqual(told('permission.replied'));
});

const answering = 'case $input in *chat.message*|*tool.execute*) printf \'{"text":"Hi\\\\nyou"}\' ;; esac';

test('an answer becomes part of the prompt, or of what a tool gave', async () => {
	const {hooks} = await load({infos: [root], does: answering});
	const calls = called('tool');

	await play(hooks, calls);

	expect(calls.find(isCall('chat.message'))).toMatchObject({
		output: {parts: [{text: 'hello there'}, {type: 'text', text: 'Hi\nyou', synthetic: true, sessionID: root.id}]},
	});
	expect(calls.find(isCall('tool.execute.after'))).toMatchObject({output: {output: '1\n2\n3\n\n\nHi\nyou'}});
});

test('a subagent is given nothing', async () => {
	const {hooks} = await load({infos: [root], does: answering});
	const calls = called('subagent');

	await play(hooks, calls);

	const given = calls.filter(call => JSON.stringify(call).includes('Hi\\nyou'));
	expect(given.map(call => (call.hook === 'event' ? undefined : call.input))).toEqual([
		{sessionID: root.id},
		expect.objectContaining({sessionID: root.id, tool: 'task'}),
	]);
});

test('a conversation that cannot be looked up is told of as little as a subagent’s', async () => {
	const {hooks, heard} = await load({does: answering});
	const [prompt] = called('interrupted');

	await play(hooks, prompt === undefined ? [] : [prompt]);

	expect(JSON.stringify(prompt)).not.toContain('Hi');
	await eventually(async () => expect(await heard()).toHaveLength(1));
});

test('a hook that hangs holds the client up for about a second, and is ended', async () => {
	const {hooks} = await load({infos: [root], does: 'exec sleep 30'});
	const [prompt] = called('interrupted');
	const startedAt = performance.now();

	await play(hooks, prompt === undefined ? [] : [prompt]);

	expect(performance.now() - startedAt).toBeLessThan(2500);
});

test('what was printed before a hook was ended is shown all the same: it may be confirmed', async () => {
	const {hooks} = await load({infos: [root], does: `${answering}\nexec sleep 30`});
	const [prompt] = called('interrupted');

	await play(hooks, prompt === undefined ? [] : [prompt]);

	expect(JSON.stringify(prompt)).toContain('Hi\\nyou');
});

for (const [what, does] of [
	['fails', 'exit 2'],
	['prints what is no answer', 'printf \'{"text":"cut sho\''],
] as const) {
	test(`a hook that ${what} changes nothing`, async () => {
		const {hooks} = await load({infos: [root], does});
		const calls = called('tool');

		await play(hooks, calls);

		expect(calls).toEqual(called('tool'));
	});
}

test('events that hold something else than today are passed over', async () => {
	const {hooks, heard} = await load({infos: [root]});

	for (const type of ['session.created', 'session.status', 'session.error', 'permission.asked', 'nothing.known']) {
		await hooks.event?.({event: {type}});
	}

	await hooks['chat.message']?.({}, {});
	await hooks['tool.execute.after']?.({sessionID: root.id}, undefined);
	await play(hooks, called('tool'));
	await eventually(async () => expect((await heard()).at(-1)).toEqual(told('session.idle')));
});

test('of two dialogs the one that is still open is told again', async () => {
	const {hooks, heard} = await load({infos: [root]});
	const dialog = (type: string, properties: object): Call => ({hook: 'event', type, properties: {...properties}});

	await play(hooks, [
		dialog('permission.asked', {id: 'per_1', sessionID: root.id, permission: 'edit', patterns: ['a.ts']}),
		dialog('permission.asked', {id: 'per_2', sessionID: root.id, permission: 'edit', patterns: ['b.ts']}),
		dialog('permission.replied', {requestID: 'per_1', sessionID: root.id, reply: 'once'}),
		dialog('permission.replied', {requestID: 'per_2', sessionID: root.id, reply: 'once'}),
	]);

	await eventually(async () =>
		expect((await heard()).map(({hook_event_name: event, pattern}) => pattern ?? event)).toEqual([
			...['client.started', 'a.ts', 'b.ts', 'b.ts', 'permission.replied'],
		]),
	);
});

test('loaded again for the same client it does not start anew', async () => {
	const {hooks, open, heard} = await load({infos: [root]});
	await open();

	await play(hooks, called('question'));

	await eventually(async () => expect((await heard()).at(-1)).toEqual(told('session.idle')));
	expect((await heard()).filter(({hook_event_name: event}) => event === 'client.started')).toHaveLength(1);
});

test('what the agent starts in its shell has neither the plugin nor the password', async () => {
	const {hooks} = await load();
	const output = {env: {}};

	await hooks['shell.env']?.({cwd: '/home/user/project'}, output);

	expect(output.env).toEqual({OPENCODE_CONFIG_CONTENT: '', OPENCODE_SERVER_PASSWORD: '', MAESTRO_QUOTED: ''});
});

test('a client that was started with a prompt says so', async () => {
	vi.stubEnv('MAESTRO_PROMPTED', '1');
	const {heard} = await load();

	await eventually(async () => expect(await heard()).toEqual([{...told('client.started'), prompted: true}]));
});

test('put there by hand it leaves a client alone that was started with it', async () => {
	const {open} = await load();

	expect(await open({isByHand: true})).not.toEqual({});
	vi.stubEnv('OPENCODE_CONFIG_CONTENT', '{"plugin":["file:///home/user/.maestro/bin/opencode-plugin.js"]}');
	expect(await open({isByHand: true})).toEqual({});
	expect(await open()).not.toEqual({});
});

test('without a session it does nothing at all', async () => {
	const {hooks} = await load({session: ''});

	expect(hooks).toEqual({});
});

/** What `opencode run` makes of a message. */
const quote = (text: string): string => (text.includes(' ') ? `"${text.replaceAll('"', String.raw`\"`)}"` : text);

for (const text of ['Go', 'Go on', 'say "a b"', '"a b"', String.raw`a \" b \\`, '"', 'a\n "b" ', ' ']) {
	test(`without a window the first prompt comes as it was written: ${JSON.stringify(text)}`, async () => {
		vi.stubEnv('MAESTRO_QUOTED', '1');
		const {hooks, heard} = await load({infos: [root]});
		const first = {type: 'text', text: quote(text)};
		const second = {type: 'text', text: '"said in quotes"'};

		for (const part of [first, second]) {
			await hooks['chat.message']?.({sessionID: root.id}, {message: {id: 'msg_1'}, parts: [part]});
		}

		expect([first.text, second.text]).toEqual([text, '"said in quotes"']);
		const prompts = (await heard()).filter(({hook_event_name}) => hook_event_name === 'chat.message');
		expect(prompts.map(({prompt}) => prompt)).toEqual([text, '"said in quotes"']);
	});
}
