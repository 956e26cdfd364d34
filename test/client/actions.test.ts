import {expect, test} from 'vitest';
import {changeTasks} from '../../source/client/actions/change-tasks.js';
import {createTask} from '../../source/client/actions/create-task.js';
import {dispatchMode} from '../../source/client/actions/dispatch-mode.js';
import {insist} from '../../source/client/actions/insist.js';
import {jumpToPane} from '../../source/client/actions/jump-to-pane.js';
import {openMessage} from '../../source/client/actions/open-message.js';
import {sendMessage} from '../../source/client/actions/send-message.js';
import {stopRun} from '../../source/client/actions/stop-run.js';
import type {Tools} from '../../source/client/actions/tools.js';
import {createStore} from '../../source/client/store.js';
import {MaestroError} from '../../source/domain/errors.js';
import type {Jump} from '../../source/multiplexer/multiplexer.js';
import {longAgo, message, session, task} from '../helpers/builders.js';
import {createFakeMultiplexer} from '../helpers/fake-multiplexer.js';
import {toolsOf} from '../helpers/tools.js';

const setUp = async (jump: Jump, exitCode: number | undefined = 0) => {
	const multiplexer = createFakeMultiplexer({jump});
	const {window} = await multiplexer.openWindow({
		key: 'key_00000001',
		meta: {taskId: 'T-1', mode: 'interactive', sessionId: 's-1', runId: 'r-1'},
		name: 'T-1-interactive',
		directory: '/tmp',
		command: ['cat'],
		environment: {},
		without: [],
	});
	const done: string[] = [];
	const store = createStore();
	const tools = toolsOf({
		store,
		multiplexerFor: ({multiplexer: name}) => (name === 'fake' ? multiplexer : undefined),
		terminal: {
			...toolsOf().terminal,
			async suspend(work) {
				done.push(store.get().screen.isLent ? 'suspended, lent' : 'suspended');
				await work();
				done.push('back');
			},
		},
		async takeOver(command, without) {
			done.push([...command, ...without].join(' '));
			return {exitCode};
		},
		async openTerminal({command}, title) {
			done.push(`${title}: ${command.join(' ')}`);
			return {said: `Opened ${title}`};
		},
	});
	const run = {id: 'r-1', taskId: 'T-1', mode: 'interactive', agent: 'claude', isHeadless: false, startedAt: longAgo};
	const place = {
		multiplexer: 'fake',
		address: 'memory',
		session: 'maestro',
		windowId: window.id,
		paneId: window.paneId,
		key: window.key,
	};
	return {tools, store, done, multiplexer, run, there: session({name: 'Builder', run: {...run, window: place}})};
};

test('a jump that is done says how to come back', async () => {
	const {tools, store, multiplexer, there} = await setUp({kind: 'done', wayBack: 'To come back, press C-b l.'});

	await jumpToPane(tools)(there);

	expect(multiplexer.jumped).toEqual(['key_00000001']);
	expect(store.get().notice?.text).toBe('Went to Builder. To come back, press C-b l.');
});

test('a jump that needs this terminal borrows it, and gives it back', async () => {
	const jump: Jump = {kind: 'take-over', command: ['tmux', 'attach'], without: ['TMUX'], wayBack: 'C-b d'};
	const {tools, store, done, there} = await setUp(jump);

	await jumpToPane(tools)(there);

	expect(done).toEqual(['suspended, lent', 'tmux attach TMUX', 'back']);
	expect(store.get().screen.isLent).toBe(false);
	expect(store.get().notice).toBeUndefined();
});

test('a program that fails on the borrowed terminal is told of', async () => {
	const jump: Jump = {kind: 'take-over', command: ['tmux', 'attach'], without: [], wayBack: 'C-b d'};
	const {tools, store, there} = await setUp(jump, 1);

	await jumpToPane(tools)(there);

	expect(store.get().notice).toEqual({tone: 'error', text: 'tmux attach ended with exit code 1'});
});

test('a jump that only a person can do shows the exact command', async () => {
	const {tools, store, there} = await setUp({
		kind: 'tell',
		command: "tmux attach -t '=maestro'",
		why: 'This is no terminal.',
	});

	await jumpToPane(tools)(there);

	expect(store.get().notice?.text).toBe("This is no terminal. Type this in a terminal: tmux attach -t '=maestro'");
});

test('where there is no window to jump to, that is said', async () => {
	const {tools, run, there} = await setUp({kind: 'done', wayBack: ''});

	await expect(jumpToPane(tools)(session({name: 'Ghost'}))).rejects.toThrow('Ghost has no window');
	await expect(jumpToPane(tools)(session({run: {...run, isHeadless: true}}))).rejects.toThrow('it runs headless');
	const window = {
		...there.run?.window,
		multiplexer: 'zellij',
		address: 'b',
		session: '',
		windowId: '',
		paneId: '',
		key: '',
	};
	await expect(jumpToPane(tools)(session({run: {...run, window}}))).rejects.toThrow('zellij at b');
	await expect(stopRun(tools)({items: [session({name: 'Ghost'})], left: []})).rejects.toThrow(
		'Ghost was not started by a dispatch',
	);
});

test('what the server may not have heard is said again, and what it refused is not', async () => {
	const pauses: number[] = [];
	const pause = async (milliseconds: number) => {
		pauses.push(milliseconds);
	};
	const failing = (times: number, code: 'timed-out' | 'not-allowed') => {
		let left = times;
		return async () => {
			left -= 1;
			if (left >= 0) {
				throw new MaestroError(code, code);
			}

			return 'heard';
		};
	};

	expect(await insist(pause, failing(4, 'timed-out'))).toBe('heard');
	expect(pauses).toEqual([250, 500, 1000, 2000]);
	await expect(insist(pause, failing(5, 'timed-out'))).rejects.toThrow('timed-out');
	pauses.length = 0;
	await expect(insist(pause, failing(1, 'not-allowed'))).rejects.toThrow('not-allowed');
	expect(pauses).toEqual([]);
});

test('the key of what is sent is on the disk before the server hears of it', async () => {
	const {tools, store, done} = await setUp({kind: 'done', wayBack: ''});
	store.send({event: 'draft:opened', data: {id: 'd', to: 's-1', replyTo: undefined}});
	const draft = store.get().drafts.get('d');
	const settleDrafts = async () => {
		done.push(`kept ${store.get().drafts.get('d')?.key}`);
	};
	const call = async () => {
		done.push('sent');
		return Promise.reject(new MaestroError('not-allowed', 'No'));
	};

	await expect(draft && sendMessage({...tools, settleDrafts, call})(draft)).rejects.toThrow('No');

	expect(done).toEqual(['kept key', 'sent']);
	expect(store.get().drafts.get('d')).toMatchObject({key: 'key', isSending: false});
});

const filter = {
	event: 'field:opened',
	data: {purpose: 'filter', label: 'Filter', text: '', subject: 'modes'},
} as const;

test('what is found or started leaves whoever writes a line by then where they are', async () => {
	const {promise, resolve} = Promise.withResolvers<unknown>();
	// The cast: each of the two is answered by what has the members of both.
	const tools = toolsOf({call: (async () => promise) as Tools['call']});
	const {store} = tools;
	const order = {taskId: 'T-1', mode: 'interactive', extras: [], makesWorkTree: false};
	store.send({event: 'dispatch:opened', data: {taskId: 'T-1'}});

	const started = dispatchMode(tools)({order, agent: 'claude'}, []);
	const found = openMessage(tools)('m-1');
	store.send(filter);
	resolve({...message(), session: 's-1', window: 'T-1-interactive', headless: false, isReused: false});
	await Promise.all([started, found]);

	expect(store.get().screen.stack).toEqual(['sessions', 'dispatch']);
	expect(store.get().screen.field).toBeDefined();
});

for (const hasMoved of [false, true]) {
	test(`a new task is ${hasMoved ? 'not selected by who selects another one meanwhile' : 'selected'}`, async () => {
		const {promise, resolve} = Promise.withResolvers<unknown>();
		// The cast: the one endpoint that is asked is answered by a task.
		const tools = toolsOf({call: (async () => promise) as Tools['call']});
		const {store} = tools;
		store.send({event: 'row:selected', data: {list: 'tasks', id: 'T-1'}});

		const created = createTask(tools)('p-1', 'Mend it');
		if (hasMoved) {
			store.send({event: 'row:selected', data: {list: 'tasks', id: 'T-2'}});
		}

		resolve(task({id: 'T-9'}));
		await created;

		expect(store.get().screen.selected.tasks).toBe(hasMoved ? 'T-2' : 'T-9');
	});
}

test('of one task that is left as it is, why is all that is said', async () => {
	const tools = toolsOf();

	await changeTasks(tools)(
		{items: [], left: [{id: 'T-1', why: 'it is todo already'}]},
		{to: {status: 'todo'}, said: {one: 'is todo', several: 'todo'}},
	);

	expect(tools.store.get().notice?.text).toBe('T-1: it is todo already');
});
