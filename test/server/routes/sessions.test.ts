import {expect, test} from 'vitest';
import {longAgo, project, session, task} from '../../helpers/builders.js';
import {openServer} from '../../helpers/server.js';

const open = async (more: Parameters<typeof openServer>[0] = {}) =>
	openServer({projects: [project()], tasks: [task()], sessions: [session()], ...more});

test('a session that is made is known to its tasks, until it is forgotten', async () => {
	const {ask, events} = await open();
	const ofTask = async () => (await ask('GET', '/api/tasks/T-1')).body;

	const {status, body} = await ask('POST', '/api/sessions', {projectId: 'p-1', taskIds: ['T-1'], name: 'By hand'});

	expect({status, body}).toMatchObject({
		status: 201,
		body: {name: 'By hand', status: 'idle', taskIds: ['T-1'], env: {}},
	});
	expect(await ofTask()).toMatchObject({sessionIds: [body.id], status: 'todo'});
	expect(await ask('DELETE', `/api/sessions/${body.id}`)).toMatchObject({status: 422, body: {reason: 'not-empty'}});
	await ask('PATCH', `/api/sessions/${body.id}`, {status: 'stopped'});
	expect(await ask('DELETE', `/api/sessions/${body.id}`)).toEqual({status: 200, body: {success: true, id: body.id}});
	expect(await ofTask()).toMatchObject({sessionIds: []});
	expect(events.map(({event}) => event)).toEqual([
		...['session:created', 'task:updated', 'task:session_added'],
		...['session:updated', 'session:status_changed'],
		...['session:deleted', 'task:updated', 'task:session_removed'],
	]);
});

test('a session of a task that is not there is not made', async () => {
	const {ask, events} = await open();

	const answer = await ask('POST', '/api/sessions', {projectId: 'p-1', taskIds: ['T-1', 'T-9']});

	expect(answer).toMatchObject({status: 404, body: {reason: 'task-not-found'}});
	expect(events).toEqual([]);
});

test('a session gets another name from the operator, and everyone is told', async () => {
	const {ask, events} = await open();

	const {status, body} = await ask('PUT', '/api/sessions/s-1/name', {name: '  The door\n\u001B[31m '});

	expect({status, body}).toMatchObject({status: 200, body: {id: 's-1', name: 'The door', status: 'working'}});
	expect(events).toMatchObject([{event: 'session:updated', data: {id: 's-1', name: 'The door'}}]);
	expect((await ask('PUT', '/api/sessions/s-1/name', {name: ' '})).status).toBe(400);
	expect((await ask('PUT', '/api/sessions/s-1/name', {name: 'x'.repeat(201)})).status).toBe(400);
});

test('a session does not name itself: others know it by its name', async () => {
	const {ask, events} = await open();

	const answer = await ask('PUT', '/api/sessions/s-1/name', {name: 'Somebody else'}, {as: 's-1'});

	expect(answer).toMatchObject({status: 403, body: {reason: 'not-allowed'}});
	expect(events).toEqual([]);
	expect((await ask('GET', '/api/sessions/s-1')).body.name).toBe('Mend the door');
});

test('a session is put away and brought back, and everyone is told', async () => {
	const {ask, events} = await open({sessions: [session({status: 'completed', completedAt: longAgo})]});

	const away = await ask('PATCH', '/api/sessions/s-1', {archivedAt: longAgo});
	const back = await ask('PATCH', '/api/sessions/s-1', {archivedAt: null});

	expect([away.body.archivedAt, back.body.archivedAt]).toEqual([longAgo, null]);
	expect([away.body.status, back.body.status]).toEqual(['completed', 'completed']);
	expect(events).toMatchObject([{data: {archivedAt: longAgo}}, {data: {archivedAt: null}}]);
});

const lists: ReadonlyArray<[query: string, ids: readonly string[]]> = [
	['', ['s-1', 's-2', 's-3']],
	['?active=true', ['s-1', 's-3']],
	['?active=false&fields=full', ['s-1', 's-2', 's-3']],
	['?taskId=T-1', ['s-1']],
	['?projectId=p-2', ['s-3']],
	['?status=completed,idle', ['s-2', 's-3']],
];

for (const [query, ids] of lists) {
	test(`GET /api/sessions${query} lists ${ids.join(', ')}`, async () => {
		const {ask} = await open({
			sessions: [
				session(),
				session({id: 's-2', taskIds: [], status: 'completed'}),
				session({id: 's-3', taskIds: [], projectId: 'p-2', status: 'idle'}),
			],
		});

		expect((await ask('GET', `/api/sessions${query}`)).body.map(({id}: {id: string}) => id)).toEqual(ids);
	});
}

test('a status that was set by hand stands for itself, until the agent is seen again', async () => {
	const activity = {state: 'working', source: 'hook Stop', at: longAgo} as const;
	const {ask, time} = await open({sessions: [session({activity})]});

	const ended = await ask('PATCH', '/api/sessions/s-1', {status: 'failed'});
	const back = await ask('PATCH', '/api/sessions/s-1', {status: 'working'});

	expect(ended.body).toMatchObject({status: 'failed', completedAt: time.now});
	expect(ended.body.activity).toBeUndefined();
	expect(back.body).toMatchObject({status: 'working', completedAt: null});
});

test('what had completed stays so, when its terminal is closed', async () => {
	const {ask, time} = await open();
	const {body: completed} = await ask('PATCH', '/api/sessions/s-1', {status: 'completed'});
	time.now += 1000;

	const {body} = await ask('PATCH', '/api/sessions/s-1', {status: 'stopped', completedAt: time.now});

	expect(body).toMatchObject({status: 'completed', completedAt: completed.completedAt});
	expect((await ask('PATCH', '/api/sessions/s-1', {status: 'failed'})).body.status).toBe('failed');
	expect((await ask('PATCH', '/api/sessions/s-1', {status: 'stopped'})).body.status).toBe('stopped');
});

const reports: ReadonlyArray<[type: string, needsInput: boolean]> = [
	['needs_input', true],
	['task_blocked', true],
	['progress', false],
	['task_completed', false],
	['error', false],
];

for (const [type, needsInput] of reports) {
	test(`a report of ${type} ${needsInput ? 'asks for a person' : 'asks for nobody'}`, async () => {
		const {ask, events, time} = await open();

		const {status, body} = await ask('POST', '/api/sessions/s-1/timeline', {type, message: 'So it is'}, {as: 's-1'});

		expect(status).toBe(200);
		expect(body.timeline).toMatchObject([{type, message: 'So it is', timestamp: time.now}]);
		expect(body.needsInput).toEqual(
			needsInput ? {active: true, message: 'So it is', since: time.now, isReported: true} : undefined,
		);
		expect(events.some(({event}) => event === 'notify:needs_input')).toBe(needsInput);
	});
}

test('a person is called once for one need', async () => {
	const {ask, events} = await open();
	const need = {needsInput: {active: true, message: 'Which database?'}};

	await ask('PATCH', '/api/sessions/s-1', need);
	await ask('PATCH', '/api/sessions/s-1', need);
	await ask('PATCH', '/api/sessions/s-1', {needsInput: {active: false}});
	await ask('PATCH', '/api/sessions/s-1', need);

	expect(events.filter(({event}) => event === 'notify:needs_input')).toHaveLength(2);
});

test('a timeline has what a session did, and with whom it wrote, in order and without a word of it', async () => {
	const {ask, inbox, time} = await open({sessions: [session(), session({id: 's-2'})]});
	await ask('POST', '/api/sessions/s-1/timeline', {message: 'First'});
	time.now += 10;
	const {message: sent} = await inbox.send({from: 's-1', to: 's-2', text: 'secret', metadata: {taskId: 'T-1'}});
	time.now += 10;
	await inbox.send({from: 'operator', to: 's-1', text: 'secret'});
	time.now += 10;
	await ask('POST', '/api/sessions/s-1/timeline', {message: 'Last'});

	const {status, body} = await ask('GET', '/api/sessions/s-1/timeline', undefined, {as: 's-2'});

	expect(status).toBe(200);
	expect(body).toMatchObject([
		{type: 'progress', message: 'First'},
		{type: 'message_sent', message: 'To s-2', taskId: 'T-1', metadata: {messageId: sent.id}},
		{type: 'message_received', message: 'From operator'},
		{type: 'progress', message: 'Last'},
	]);
	expect(JSON.stringify(body)).not.toContain('secret');
});

test('of a timeline the newest 500 entries stay', async () => {
	const {ask} = await open({
		sessions: [
			session({
				timeline: Array.from({length: 500}, (_, at) => ({id: `e${at}`, type: 'progress' as const, timestamp: at})),
			}),
		],
	});

	const {body} = await ask('POST', '/api/sessions/s-1/timeline', {message: 'One more'});

	expect(body.timeline).toHaveLength(500);
	expect(body.timeline[0].id).toBe('e1');
	expect(body.timeline.at(-1).message).toBe('One more');
});

test('a session changes itself, and no other', async () => {
	const {ask} = await open({sessions: [session(), session({id: 's-2'})]});
	const tries: ReadonlyArray<[method: string, path: string, body: unknown]> = [
		['PATCH', '', {status: 'idle'}],
		['POST', '/timeline', {message: 'x'}],
		['POST', '/take', {}],
		['POST', '/confirm', {taking: 'take_1_x'}],
		['POST', '/agent', {agent: 'claude'}],
		['GET', '/messages', undefined],
	];

	for (const [method, path, body] of tries) {
		const statusAs = async (as: string) => (await ask(method, `/api/sessions/s-1${path}`, body, {as})).status;
		expect([method, path, await statusAs('s-1'), await statusAs('s-2')]).toEqual([method, path, 200, 403]);
	}
});

test('a session that runs a client is known by its version from then on, and has a doorbell', async () => {
	const {ask, bells} = await open({sessions: [session({metadata: {mode: 'worker'}})]});

	const {body} = await ask('POST', '/api/sessions/s-1/agent', {agent: 'claude', version: '2.1.98'});

	expect(body.metadata).toEqual({mode: 'worker', agentTool: 'claude', agentVersion: '2.1.98'});
	expect([...bells.hung]).toEqual(['s-1']);
});

test('a prompt is a message, with all that messages promise', async () => {
	const {ask, inbox, bells} = await open({sessions: [session(), session({id: 's-2'})]});
	const content = 'Run the tests';

	const own = await ask('POST', '/api/sessions/s-2/prompt', {content, senderSessionId: 's-1'}, {as: 's-1'});
	const operators = await ask('POST', '/api/sessions/s-2/prompt', {
		content,
		mode: 'paste',
		senderSessionId: 'operator',
	});
	const forged = await ask('POST', '/api/sessions/s-2/prompt', {content, senderSessionId: 'operator'}, {as: 's-1'});

	expect([own.body, operators.body]).toEqual([{success: true}, {success: true}]);
	expect(forged).toMatchObject({status: 403, body: {reason: 'not-allowed'}});
	expect(inbox.list('s-2').map(({from, message, status}) => [from, message, status])).toEqual([
		['s-1', content, 'pending'],
		['operator', content, 'pending'],
	]);
	expect(bells.flags.get('s-2')).toBe(2);
});

test('what is read of the inbox is delivered when it was printed', async () => {
	const {ask, inbox} = await open({sessions: [session(), session({id: 's-2'})]});
	const {message: sent} = await inbox.send({from: 's-2', to: 's-1', text: 'Ready for review'});

	const took = (await ask('POST', '/api/sessions/s-1/take', {limit: 5}, {as: 's-1'})).body;
	expect(took).toMatchObject({count: 1, text: expect.stringContaining('Ready for review')});
	expect(inbox.get(sent.id)?.status).toBe('pending');
	expect((await ask('POST', '/api/sessions/s-1/take', {}, {as: 's-1'})).body).toEqual({count: 0, text: ''});

	const {body} = await ask('POST', '/api/sessions/s-1/confirm', {taking: took.taking}, {as: 's-1'});
	expect(body).toEqual({confirmed: 1});
	expect(inbox.get(sent.id)).toMatchObject({status: 'delivered', delivery: {via: 'inbox'}});
});
