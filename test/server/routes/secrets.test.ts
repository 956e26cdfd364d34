import fc from 'fast-check';
import {expect, test} from 'vitest';
import {project, session, task} from '../../helpers/builders.js';
import {openServer} from '../../helpers/server.js';

const secretText = fc.string({
	minLength: 12,
	maxLength: 40,
	unit: fc.constantFrom(...'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'),
});

/** Everything that answers with a session, or tells of one. */
const asks: ReadonlyArray<readonly [method: string, path: string, body?: unknown]> = [
	['GET', '/api/sessions'],
	['GET', '/api/sessions?fields=full&active=true'],
	['GET', '/api/sessions/s-1'],
	['GET', '/api/sessions/s-1/timeline'],
	['PATCH', '/api/sessions/s-1', {status: 'working', needsInput: {active: true, message: 'Here'}}],
	['POST', '/api/sessions/s-1/timeline', {type: 'needs_input', message: 'Here'}],
	['POST', '/api/sessions/s-1/agent', {agent: 'claude', version: '2.1.329'}],
	['POST', '/api/sessions/s-1/take', {hook: {hook_event_name: 'UserPromptSubmit', prompt: 'x'}}],
	['POST', '/api/sessions/s-2/messages', {message: 'x'}],
	['POST', '/dispatch/none/T-1'],
	['GET', '/status/none/T-1'],
	['POST', '/stop/none/T-1'],
	['PATCH', '/api/sessions/s-1', {env: {API_KEY: 'x'}}],
	['POST', '/api/sessions', {projectId: 'p-1', taskIds: [], env: {API_KEY: 'x'}}],
	['GET', '/api/sessions?limit=1&offset=0'],
	['GET', '/api/master/sessions'],
	['GET', '/api/huddles'],
	['GET', '/api/session-prompts'],
	['POST', '/api/sessions/s-1/events', {type: 'file_modified', data: {file: 'a'}}],
	['POST', '/api/sessions/s-1/docs', {title: 'Plan', filePath: 'plan.md', content: 'First'}],
	['GET', '/api/projects/p-1/docs'],
	['POST', '/api/sessions/s-1/tasks/T-1'],
	['DELETE', '/api/sessions/s-1/tasks/T-1'],
	['POST', '/api/sessions/s-1/mode', {role: 'coordinator'}],
	['POST', '/api/sessions/spawn', {projectId: 'p-1', taskIds: ['T-1'], mode: 'coordinator'}],
	['PATCH', '/api/sessions/s-1', {status: 'stopped'}],
	['POST', '/api/sessions/s-1/resume', {}],
	['DELETE', '/api/sessions/s-1'],
];

test('what a session was started with, and every secret, is in no answer and in no event', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.dictionary(fc.constantFrom('API_KEY', 'PATH', 'TOKEN'), secretText, {minKeys: 1}),
			async env => {
				const given = {...session(), env} as ReturnType<typeof session>;
				const server = await openServer({
					projects: [project()],
					tasks: [task()],
					sessions: [given, {...given, id: 's-2'}],
				});

				for (const [method, path, body] of asks) {
					await server.ask(method, path, body, {as: path.startsWith('/api/sessions/s-2') ? 's-1' : 'operator'});
				}

				const said = [...server.answers, ...server.events.map(event => JSON.stringify(event)), ...server.reports];
				const secrets = [...Object.values(env), server.secrets.operator, server.secrets.forSession('s-1')];
				expect(said.filter(text => secrets.some(secret => text.includes(secret)))).toEqual([]);
				// It stays in the session's file, as the real product left it there.
				expect(server.kept.get('s-2')).toMatchObject({env});
			},
		),
		{numRuns: 15},
	);
});
