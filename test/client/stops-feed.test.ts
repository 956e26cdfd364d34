import {expect, test} from 'vitest';
import {planStop} from '../../source/client/actions/plan-stop.js';
import {stopRun} from '../../source/client/actions/stop-run.js';
import {takeBack} from '../../source/client/actions/take-back.js';
import type {Tools} from '../../source/client/actions/tools.js';
import {followStops} from '../../source/client/feeds/stops.js';
import {newestUndo} from '../../source/client/select/undo.js';
import {createStore} from '../../source/client/store.js';
import {MaestroError} from '../../source/domain/errors.js';
import {longAgo, session} from '../helpers/builders.js';
import {toolsOf} from '../helpers/tools.js';

const run = {id: 'r-1', taskId: 'T-1', mode: 'interactive', agent: 'claude', isHeadless: false, startedAt: longAgo};
const builder = session({name: 'Builder', run});
const reviewer = session({id: 's-2', name: 'Reviewer', run: {...run, id: 'r-2', mode: 'review'}});

const setUp = (refusal?: string) => {
	const store = createStore();
	store.send({
		event: 'snapshot',
		data: {projects: [], tasks: [], sessions: [builder, reviewer], messages: [], holds: []},
	});
	const stopped: string[] = [];
	const call = (async (_endpoint: unknown, {params}: {readonly params: {readonly mode: string}}) => {
		if (refusal !== undefined) {
			throw new MaestroError('not-allowed', refusal);
		}

		stopped.push(params.mode);
		return {stopped: true, session: 's'};
	}) as unknown as Tools['call'];
	let number = 0;
	const createKey = () => {
		number += 1;
		return `key-${number}`;
	};
	const tools = toolsOf({store, call, createKey});
	const waiting = new Set<() => void>();
	const leaving = new AbortController();
	const followed = followStops({
		store,
		stopRun: stopRun(tools),
		afterMs: 10_000,
		schedule(milliseconds, later) {
			expect(milliseconds).toBe(10_000);
			waiting.add(later);
			return () => waiting.delete(later);
		},
		pause: async () => new Promise(() => {}),
		signal: leaving.signal,
	});

	return {
		store,
		tools,
		stopped,
		waiting,
		pass() {
			for (const later of [...waiting]) {
				waiting.delete(later);
				later();
			}
		},
		async leave() {
			leaving.abort();
			await followed;
		},
	};
};

test('a planned stop is asked for when its time has come, and not before', async () => {
	const {store, tools, stopped, pass, leave} = setUp();

	await planStop(tools)({items: [builder], left: []});
	expect(store.get().notice?.text).toBe('Builder stops in 10 s; z takes it back');
	expect(stopped).toEqual([]);
	pass();
	await leave();

	expect(stopped).toEqual(['interactive']);
	expect(store.get().stops).toEqual([]);
});

test('one that is taken back is never asked for', async () => {
	const {store, tools, stopped, waiting, pass, leave} = setUp();
	await planStop(tools)({items: [builder, reviewer], left: []});
	const undo = newestUndo(store.get());

	await takeBack(tools)(undo ?? {what: '', steps: []});
	expect(waiting.size).toBe(0);
	pass();
	await leave();

	expect(stopped).toEqual([]);
	expect(store.get().notice?.text).toBe('Taken back: The stop of Builder, Reviewer');
});

test('one that was asked for cannot be taken back, and it is said why', async () => {
	const {store, tools, pass} = setUp();
	await planStop(tools)({items: [builder], left: []});
	const undo = newestUndo(store.get());
	pass();

	await expect(takeBack(tools)(undo ?? {what: '', steps: []})).rejects.toThrow('asked for already');
});

test('whoever leaves before has not taken it back: it is asked for at once', async () => {
	const {tools, stopped, waiting, leave} = setUp();
	await planStop(tools)({items: [builder, reviewer], left: []});

	await leave();

	expect(stopped).toEqual(['interactive', 'review']);
	expect(waiting.size).toBe(0);
});

test('a session that ended meanwhile is not asked to', async () => {
	const {store, tools, stopped, pass, leave} = setUp();
	await planStop(tools)({items: [builder], left: []});
	store.send({event: 'session:updated', data: {...builder, status: 'completed', completedAt: longAgo}});

	pass();
	await leave();

	expect(stopped).toEqual([]);
});

test('a stop that is refused is told of', async () => {
	const {store, tools, pass, leave} = setUp('read only');
	await planStop(tools)({items: [builder], left: []});

	pass();
	await leave();

	expect(store.get().notice).toEqual({tone: 'error', text: 'Not stopped: read only'});
});
