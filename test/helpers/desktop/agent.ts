import type {DesktopSession} from './entities.js';

/** Asks the server as an agent's program would, without a socket in between. */
type AskAs = (
	sessionId: string,
	request: {readonly method: string; readonly path: string; readonly body?: unknown},
) => Promise<unknown>;

/**
An agent of a desktop server, by what its hooks and its reports ask for (contract §8). It goes the way of every request, so that
what it does is throttled and told as it would be.
*/
export const createAgent = (ask: AskAs, sessionId: string) => {
	const path = `/api/sessions/${sessionId}`;
	const patch = (body: unknown) => ask(sessionId, {method: 'PATCH', path, body});
	const post = (to: string, body: unknown) => ask(sessionId, {method: 'POST', path: to, body});
	const report = (type: string, message: string) => post(`${path}/timeline`, {type, message});

	return {
		/** Starts: its program says so, and takes its tasks up. */
		async starts() {
			const {taskIds} = (await ask(sessionId, {method: 'GET', path})) as DesktopSession;
			await patch({status: 'working'});
			for (const id of taskIds) {
				const task = {method: 'PATCH', path: `/api/tasks/${id}`};
				await ask(sessionId, {...task, body: {status: 'in_progress'}});
				await ask(sessionId, {...task, body: {sessionStatus: 'working', updateSource: 'session', sessionId}});
			}
		},
		/** Begins a turn. */
		works: () => patch({status: 'working', needsInput: {active: false}}),
		/** Waits, for a person or for the next turn. */
		needsInput(message = 'Session is waiting for user input') {
			const since = Date.now();
			const entry = {id: `evt-${since}`, type: 'needs_input', timestamp: since, message};
			return patch({needsInput: {active: true, message, since}, timeline: [entry]});
		},
		progresses: (message: string) => report('progress', message),
		isBlocked: (message: string) => report('task_blocked', message),
		fails: (message: string) => report('error', message),
		async completes(message = 'all done') {
			await report('task_completed', message);
			await patch({status: 'completed'});
		},
		/** Its program ends. */
		ends: () => patch({status: 'completed', completedAt: Date.now()}),
		/** Its terminal is closed, as whoever hosts it tells. */
		isClosed: () => patch({status: 'stopped', completedAt: Date.now()}),
		changesFile: (file: string) =>
			post(`${path}/events`, {type: 'file_modified', data: {file, timestamp: new Date().toISOString()}}),
		leavesDoc: (doc: {readonly title: string; readonly filePath: string; readonly content?: string}) =>
			post(`${path}/docs`, doc),
		prompts: (target: string, content: string, mode: 'send' | 'paste' = 'send') =>
			post(`/api/sessions/${target}/prompt`, {content, mode, senderSessionId: sessionId}),
		becomesCoordinator: () => post(`${path}/mode`, {role: 'coordinator'}),
		spawns: (body: {readonly projectId: string; readonly taskIds: readonly string[]}) =>
			post('/api/sessions/spawn', {...body, spawnSource: 'session', sessionId}),
	};
};

export type Agent = ReturnType<typeof createAgent>;
