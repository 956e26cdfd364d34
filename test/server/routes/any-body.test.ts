import fc from 'fast-check';
import {expect, test} from 'vitest';
import {project, session, task} from '../../helpers/builders.js';
import {openServer} from '../../helpers/server.js';

const paths: ReadonlyArray<readonly [method: string, path: string]> = [
	['PATCH', '/api/sessions/s-1'],
	['POST', '/api/sessions/s-1/events'],
	['POST', '/api/sessions/s-1/timeline'],
	['POST', '/api/sessions/s-1/docs'],
	['POST', '/api/sessions/s-1/mode'],
	['POST', '/api/sessions/s-1/resume'],
	['POST', '/api/sessions/spawn'],
	['PATCH', '/api/tasks/T-1'],
	['POST', '/api/tasks/T-1/docs'],
	['POST', '/api/tasks/T-1/timeline'],
	['POST', '/api/team-members'],
	['PATCH', '/api/team-members/tm_p-1_coordinator'],
	['POST', '/api/team-members/tm_p-1_coordinator/memory'],
	['POST', '/api/team-members/tm_p-1_coordinator/scope'],
	['POST', '/api/teams'],
	['POST', '/api/model-profiles'],
	['POST', '/api/task-lists'],
	['PUT', '/api/ordering/task/p-1'],
	['PUT', '/api/projects/p-1/master'],
];

/** Members that the bodies of these have, so that more than the first reader is reached. */
const names = [
	...[
		'projectId',
		'taskIds',
		'sessionId',
		'sessionIds',
		'name',
		'title',
		'filePath',
		'content',
		'message',
		'type',
		'data',
	],
	...[
		'mode',
		'spawnSource',
		'teamMemberId',
		'memberOverrides',
		'launchConfig',
		'model',
		'timeline',
		'events',
		'needsInput',
	],
	...[
		'status',
		'sessionStatus',
		'taskSessionStatuses',
		'updateSource',
		'entries',
		'memory',
		'scope',
		'orderedIds',
		'leaderId',
	],
];

const words = fc.oneof(
	fc.constantFrom(
		'p-1',
		'T-1',
		's-1',
		's-2',
		'session',
		'worker',
		'coordinator',
		'tm_p-1_coordinator',
		'__proto__',
		'..',
		'',
	),
	fc.string({unit: 'binary', maxLength: 40}),
);

const values = fc.oneof(
	words,
	fc.array(words, {maxLength: 4}),
	fc.dictionary(words, words, {maxKeys: 3}),
	fc.jsonValue(),
);

const bodies = fc.oneof(fc.jsonValue(), fc.dictionary(fc.constantFrom(...names), values, {maxKeys: 6}));

test('whatever is said to them, they answer in words', async () => {
	const server = await openServer({
		projects: [project()],
		tasks: [task()],
		sessions: [session(), session({id: 's-2'})],
	});
	const statuses = new Set<number>();

	await fc.assert(
		fc.asyncProperty(
			fc.constantFrom(...paths),
			bodies,
			fc.constantFrom('operator', 's-1', 's-2'),
			async ([method, path], body, as) => {
				const {status} = await server.ask(method, path, JSON.stringify(body), {as});
				statuses.add(status);

				expect(status).toBeLessThan(500);
			},
		),
		{numRuns: 1000},
	);

	expect(server.reports).toEqual([]);
	expect([200, 400, 403].filter(status => !statuses.has(status))).toEqual([]);
});
