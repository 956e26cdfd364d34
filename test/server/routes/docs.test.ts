import {mkdir, readdir, readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {project, session, task} from '../../helpers/builders.js';
import {openServer} from '../../helpers/server.js';

const open = async () =>
	openServer({
		projects: [project(), project({id: 'p-2', workingDir: '/var'})],
		tasks: [task(), task({id: 'T-2', projectId: 'p-2'})],
		sessions: [session(), session({id: 's-2', name: 'Far', projectId: 'p-2', taskIds: []})],
	});

const plan = {title: 'Plan', filePath: 'docs/plan.md', content: '# Plan', taskId: 'T-1'};

test('what an agent leaves is a file that a person can read, an entry of its timeline, and there for others', async () => {
	const {ask, paths, events} = await open();

	const {status, body} = await ask('POST', '/api/sessions/s-1/docs', plan, {as: 's-1'});

	const [note] = body.docs;
	expect({status, note}).toMatchObject({status: 200, note: {title: 'Plan', filePath: 'docs/plan.md', addedBy: 's-1'}});
	expect(body.timeline.at(-1)).toMatchObject({type: 'doc_added', message: 'Doc added: Plan', taskId: 'T-1'});
	expect(await readFile(path.join(paths.sessionDocs, 's-1', `${note.id}.md`), 'utf8')).toBe('# Plan');
	expect(events.map(({event}) => event)).toEqual(['session:updated']);
	for (const url of ['/api/sessions/s-1/docs', '/api/projects/p-1/docs', '/api/tasks/T-1/docs']) {
		expect((await ask('GET', url, undefined, {as: 's-2'})).body).toMatchObject([
			{id: note.id, content: '# Plan', sessionId: 's-1', sessionName: 'Mend the door'},
		]);
	}

	expect((await ask('GET', '/api/projects/p-2/docs')).body).toEqual([]);
});

test('a doc says what was written last, and goes with its session', async () => {
	const {ask, paths} = await open();
	const {body} = await ask('POST', '/api/tasks/T-1/docs', {
		...{title: 'Map', filePath: 'map', kind: 'diagram', content: '{}', sessionId: 's-1'},
	});
	const [{id}] = (await ask('GET', '/api/projects/p-1/docs?kind=diagram')).body;

	await ask('PUT', `/api/sessions/s-1/docs/${id}/content`, {content: '{"a": 1}'}, {as: 's-1'});

	expect(body).toMatchObject({success: true, taskId: 'T-1', sessionId: 's-1'});
	const file = path.join(paths.sessionDocs, 's-1', `${id}.excalidraw`);
	expect(await readFile(file, 'utf8')).toBe('{"a": 1}');
	expect((await ask('GET', '/api/projects/p-1/docs?kind=markdown')).body).toEqual([]);
	await ask('PATCH', '/api/sessions/s-1', {status: 'stopped'});
	await ask('DELETE', '/api/sessions/s-1');
	await expect(readFile(file)).rejects.toThrow('ENOENT');
});

const refusals: ReadonlyArray<[title: string, as: string, method: string, url: string, body: object, status: number]> =
	[
		['a session leaves nothing in the name of another', 's-2', 'POST', '/api/sessions/s-1/docs', plan, 403],
		[
			...['nor by way of a task', 's-2', 'POST', '/api/tasks/T-1/docs'],
			...[{title: 'x', filePath: 'x', sessionId: 's-1'}, 403],
		] as [string, string, string, string, object, number],
		['nor beside a task of another project', 's-1', 'POST', '/api/sessions/s-1/docs', {...plan, taskId: 'T-2'}, 403],
		[
			...['nor there by way of that task', 's-1', 'POST', '/api/tasks/T-2/docs'],
			...[{title: 'x', filePath: 'x', sessionId: 's-1'}, 403],
		] as [string, string, string, string, object, number],
		['nor changes what another left', 's-2', 'PUT', '/api/sessions/s-1/docs/doc_1/content', {content: 'x'}, 403],
		[
			'a doc that is not there is not written',
			's-1',
			'PUT',
			'/api/sessions/s-1/docs/doc_1/content',
			{content: 'x'},
			404,
		],
		['an id that climbs is none', 'operator', 'PUT', '/api/sessions/s-1/docs/..%2F..%2Fx/content', {content: 'x'}, 400],
		['a doc has a title', 's-1', 'POST', '/api/sessions/s-1/docs', {filePath: 'x'}, 400],
		[
			...['a doc of more than 500,000 characters is none', 's-1', 'POST', '/api/sessions/s-1/docs'],
			...[{...plan, content: 'x'.repeat(500_001)}, 400],
		] as [string, string, string, string, object, number],
	];

for (const [title, as, method, url, body, status] of refusals) {
	test(title, async () => {
		const {ask, events} = await open();

		const answer = await ask(method, url, body, {as});

		expect(answer.status, JSON.stringify(answer.body)).toBe(status);
		expect(events).toEqual([]);
	});
}

test('of docs that come at the same moment a session keeps 200 as well, and of the others there is no file', async () => {
	const note = {title: 'x', filePath: 'x', addedAt: 1};
	const docs = Array.from({length: 199}, (_, index) => ({...note, id: `doc_${index}`}));
	const {ask, paths, sessions} = await openServer({
		...{projects: [project()], tasks: [task()], sessions: [session({docs})]},
	});

	const answers = await Promise.all([1, 2, 3].map(async () => ask('POST', '/api/sessions/s-1/docs', plan)));

	expect(answers.map(({status}) => status).sort()).toEqual([200, 413, 413]);
	expect(sessions.get('s-1').docs).toHaveLength(200);
	expect(await readdir(path.join(paths.sessionDocs, 's-1'))).toHaveLength(1);
});

test('of a doc that is too large for an answer it says where it is', async () => {
	const docs = ['doc_1', 'doc_2'].map(id => ({id, title: id, filePath: 'x', addedAt: 1}));
	const {ask, paths} = await openServer({projects: [project()], tasks: [task()], sessions: [session({docs})]});
	await mkdir(path.join(paths.sessionDocs, 's-1'), {recursive: true});
	await writeFile(path.join(paths.sessionDocs, 's-1', 'doc_1.md'), 'x'.repeat(9_000_000));
	await writeFile(path.join(paths.sessionDocs, 's-1', 'doc_2.md'), 'Small');

	const {body} = await ask('GET', '/api/sessions/s-1/docs');

	expect(body.map(({id, content}: {id: string; content?: string}) => [id, content])).toEqual([
		['doc_1', undefined],
		['doc_2', 'Small'],
	]);
});

test('a session keeps 200 docs, and refuses more', async () => {
	const note = {title: 'x', filePath: 'x', addedAt: 1};
	const docs = Array.from({length: 200}, (_, index) => ({...note, id: `doc_${index}`}));
	const {ask} = await openServer({projects: [project()], tasks: [task()], sessions: [session({docs})]});

	expect((await ask('POST', '/api/sessions/s-1/docs', plan)).status).toBe(413);
});
