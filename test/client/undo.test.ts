import {expect, test} from 'vitest';
import {archiveSessions} from '../../source/client/actions/archive-sessions.js';
import {changeTasks} from '../../source/client/actions/change-tasks.js';
import {rename} from '../../source/client/actions/rename.js';
import {takeBack} from '../../source/client/actions/take-back.js';
import type {Tools} from '../../source/client/actions/tools.js';
import {newestUndo} from '../../source/client/select/undo.js';
import type {Undo} from '../../source/client/state/undo.js';
import {createStore} from '../../source/client/store.js';
import {MaestroError, type RefusalCode} from '../../source/domain/errors.js';
import {longAgo, project, session, task} from '../helpers/builders.js';
import {toolsOf} from '../helpers/tools.js';

type Asked = readonly [path: string, body: unknown];

/** A server that does what it is asked, and refuses what `refusing` says of an id. */
const setUp = (refusing: Readonly<Record<string, RefusalCode>> = {}) => {
	const store = createStore();
	store.send({
		event: 'snapshot',
		data: {
			projects: [project()],
			tasks: [task(), task({id: 'T-2', status: 'blocked'}), task({id: 'T-3'})],
			sessions: [session({name: 'Builder', status: 'completed', completedAt: longAgo})],
			messages: [],
			holds: [],
		},
	});
	const asked: Asked[] = [];
	const refusals = new Map(Object.entries(refusing));
	const call = (async (endpoint: {readonly path: string}, request: {params: {id: string}; body: object}) => {
		const {id} = request.params;
		const code = refusals.get(id);
		if (code !== undefined) {
			throw new MaestroError(code, `${id} is refused`);
		}

		asked.push([endpoint.path.replace(':id', id), request.body]);
		const found = store.get().tasks.get(id);
		if (found !== undefined) {
			store.send({event: 'task:updated', data: {...found, ...request.body}});
		}

		const person = store.get().sessions.get(id);
		if (person !== undefined) {
			store.send({event: 'session:updated', data: {...person, ...request.body}});
		}
	}) as unknown as Tools['call'];
	const tools = toolsOf({store, call});
	const tasks = (...ids: readonly string[]) => ids.flatMap(id => store.get().tasks.get(id) ?? []);
	const newest = (): Undo => newestUndo(store.get()) ?? {what: 'nothing', steps: []};
	return {store, tools, asked, refusals, tasks, newest, said: () => store.get().notice};
};

const done = {to: {status: 'completed'}, said: {one: 'is completed', several: 'completed'}} as const;

test('what several tasks were made is taken back for each as it was', async () => {
	const {store, tools, tasks, newest, said} = setUp();

	await changeTasks(tools)({items: tasks('T-1', 'T-2'), left: []}, done);
	expect(said()).toEqual({tone: 'info', text: '2 completed; z takes it back'});
	await takeBack(tools)(newest());

	expect(tasks('T-1', 'T-2').map(({status}) => status)).toEqual(['todo', 'blocked']);
	expect(said()?.text).toBe('2 taken back: 2 completed');
	expect(store.get().undos).toEqual([]);
});

test('where one of several is refused, the others are done, and it is said which was not and why', async () => {
	const {tools, tasks, newest, said} = setUp({'T-2': 'not-allowed'});

	await changeTasks(tools)({items: tasks('T-1', 'T-2'), left: [{id: 'T-3', why: 'it is closed already'}]}, done);

	expect(said()).toEqual({
		tone: 'error',
		text: '1 of 3 completed; T-3: it is closed already; T-2: T-2 is refused; z takes it back',
	});
	expect(newest().steps).toHaveLength(1);
});

test('where the only one is refused, that is the refusal', async () => {
	const {store, tools, tasks} = setUp({'T-1': 'not-allowed'});

	await expect(changeTasks(tools)({items: tasks('T-1'), left: []}, done)).rejects.toThrow('T-1 is refused');

	expect(store.get().undos).toEqual([]);
});

test('what somebody changed since is not taken back, and it is said why', async () => {
	const {store, tools, asked, tasks, newest} = setUp();
	await changeTasks(tools)({items: tasks('T-1'), left: []}, done);
	store.send({event: 'task:updated', data: task({status: 'blocked'})});

	await expect(takeBack(tools)(newest())).rejects.toThrow('The status of T-1 was changed since');

	expect(asked).toHaveLength(1);
	expect(store.get().undos).toEqual([]);
});

test('what is not there any more is not taken back, and it is said why', async () => {
	const {store, tools, tasks, newest} = setUp();
	await changeTasks(tools)({items: tasks('T-1'), left: []}, done);
	store.send({event: 'task:deleted', data: {id: 'T-1'}});

	await expect(takeBack(tools)(newest())).rejects.toThrow('T-1 is not there any more');
});

test('what could not be asked for can be taken back once there is a server again', async () => {
	const {tools, tasks, newest, refusals} = setUp();
	await changeTasks(tools)({items: tasks('T-1', 'T-2'), left: []}, done);
	refusals.set('T-2', 'server-missing');

	await takeBack(tools)(newest());
	expect(newest().steps).toMatchObject([{id: 'T-2'}]);
	refusals.clear();
	await takeBack(tools)(newest());

	expect(tasks('T-1', 'T-2').map(({status}) => status)).toEqual(['todo', 'blocked']);
});

test('another name, and a session that is put away, are taken back', async () => {
	const {store, tools, asked, newest} = setUp();
	const sessions = () => [...store.get().sessions.values()];

	await rename(tools)('session', 's-1', 'The door');
	await archiveSessions(tools)({items: sessions(), left: []}, {isBack: false});
	await takeBack(tools)(newest());
	await takeBack(tools)(newest());

	expect(sessions()).toMatchObject([{name: 'Builder', archivedAt: null}]);
	expect(asked.map(([path]) => path)).toEqual([
		'/api/sessions/s-1/name',
		'/api/sessions/s-1',
		'/api/sessions/s-1',
		'/api/sessions/s-1/name',
	]);
});

test('only the last twenty things can be taken back', () => {
	const {store, newest} = setUp();

	for (let number = 0; number < 25; number += 1) {
		store.send({event: 'undo:offered', data: {what: `Number ${number}`, steps: []}});
	}

	expect(store.get().undos).toHaveLength(20);
	expect(newest().what).toBe('Number 24');
});
