import {expect} from 'vitest';
import {hold, longAgo, message, mode, project, session, task} from './builders.js';
import {eventually} from './eventually.js';
import {createFakeLog} from './fake-log.js';
import {createFakeMultiplexer} from './fake-multiplexer.js';
import {newWindow} from './new-window.js';
import {openApp} from './open-app.js';

const key = 'key_00000001';

/**
The app before a server, a multiplexer and a log in which `next` answers every text; ids alone are as ours are.
*/
export const openHostile = async (next: () => string, options: Parameters<typeof openApp>[0]) => {
	const multiplexer = createFakeMultiplexer();
	const {window} = await multiplexer.openWindow(newWindow({key, directory: '/tmp'}));
	multiplexer.show(key, [next(), next(), next(), next()].join('\n'));
	const place = {
		...{multiplexer: 'fake', address: next(), session: next()},
		...{windowId: window.id, paneId: window.paneId, key},
	};
	const run = (isHeadless: boolean) => ({
		...{id: 'r-1', taskId: 'T-1', mode: 'a', agent: 'claude', isHeadless, startedAt: longAgo, directory: next()},
		...{extras: [next(), next()], words: next()},
		...(isHeadless ? {} : {window: place}),
	});
	const entry = (id: string) => ({id, type: 'progress' as const, timestamp: longAgo, message: next(), taskId: next()});
	const app = await openApp({
		...options,
		multiplexer,
		projects: [
			project({name: next(), workingDir: `/${next()}`, description: next()}),
			project({id: 'p-2', name: next()}),
		],
		tasks: [
			task({
				title: next(),
				description: next(),
				workTree: {path: next(), branch: next(), base: next(), baseCommit: 'c', createdAt: longAgo},
			}),
			task({id: 'T-2', title: next()}),
			task({id: 'T-3', parentId: 'T-1', title: next(), description: next()}),
		],
		sessions: [
			session({
				...{name: next(), startedAt: longAgo + 2, run: run(true), metadata: {[next()]: next()}},
				activity: {state: 'working', source: next(), at: longAgo, detail: next()},
				timeline: [entry('e-1'), entry('e-2')],
			}),
			session({
				...{id: 's-2', name: next(), startedAt: longAgo + 1, run: run(false)},
				needsInput: {active: true, message: next(), since: longAgo},
			}),
			session({id: 's-3', name: next(), taskIds: [], metadata: {[next()]: next()}}),
			session({id: 's-4', name: next(), status: 'failed', completedAt: longAgo, run: {...run(true), reason: next()}}),
		],
		messages: [
			message({message: next(), delivery: {attempts: 1, lastError: next(), via: next()}}),
			message({id: 'm-2', order: 2, from: 's-2', message: next()}),
			message({id: 'm-3', order: 3, from: 'operator', to: 's-3', message: next()}),
			message({id: 'm-4', order: 4, from: 's-2', to: 's-1', message: next()}),
		],
		holds: [hold()],
		modes: [
			mode({id: 'a', label: next(), summary: next(), source: next(), shadows: [next()], agent: next()}),
			mode({id: 'b', label: next(), summary: next(), isHeadless: true}),
		],
		problems: [{file: next(), line: 1, text: next()}],
		agents: [{id: 'claude', label: next(), version: next(), problem: next(), canRunHeadless: true, permissions: []}],
		templates: [
			{id: 't', label: next(), text: next(), source: next()},
			{id: 'u', label: next(), text: '', source: next(), problem: next()},
		],
		happened: {'s-1': [entry('e-3')], 's-2': [entry('e-4')]},
		logs: [createFakeLog({text: [next(), next(), next(), ''].join('\n')})],
	});
	app.server.refuse({method: 'GET', path: '/api/messages/stats', code: 'internal', text: next()});
	app.server.refuse({method: 'PATCH', path: '/api/tasks/T-1', code: 'internal', text: next()});
	await eventually(() => expect(app.client.store.get().sessions.size).toBe(4));
	return app;
};
