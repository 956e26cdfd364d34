import {mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {getSession} from '../../source/protocol/sessions.js';
import {project, session, task} from '../helpers/builders.js';
import {filesIn, launchSecret, makeDesktopFolder, unknownMember} from '../helpers/desktop-folder.js';
import {openServer} from '../helpers/server.js';
import {temporaryFolder} from '../helpers/temporary.js';

/** The server on a folder of the real product; `more` are files that lie in it besides, from its `data`. */
const open = async (more: Readonly<Record<string, string>> = {}) => {
	const home = path.join(await temporaryFolder(), 'home');
	const made = await makeDesktopFolder(home);
	for (const [name, text] of Object.entries(more)) {
		await mkdir(path.dirname(path.join(home, 'data', name)), {recursive: true});
		await writeFile(path.join(home, 'data', name), text);
	}

	const before = new Map([...made, ...Object.entries(more).map(([name, text]) => [`data/${name}`, text] as const)]);
	const server = await openServer({home});
	/** The files of the real product that are not as they were. */
	const changed = async () => {
		const now = await filesIn(home);
		return [...before].filter(([file, text]) => now.get(file) !== text).map(([file]) => file);
	};
	const readEntity = async (file: string) => JSON.parse((await filesIn(home)).get(file) ?? '{}');
	return {...server, before, changed, readEntity};
};

const lists = [
	'/api/projects',
	'/api/tasks',
	'/api/sessions?fields=full',
	'/api/model-profiles',
	'/api/task-lists',
	'/api/master/context',
];

test('what the real product left is all there, and reading it changes no byte', async () => {
	const {ask, reports, before, changed, projects, tasks, sessions} = await open();
	const count = (folder: string) => [...before.keys()].filter(file => file.startsWith(`data/${folder}/`)).length;

	for (const url of lists) {
		expect((await ask('GET', url)).status).toBe(200);
	}

	for (const {id} of projects.all()) {
		for (const url of [
			`team-members?projectId=${id}`,
			`teams?projectId=${id}`,
			`projects/${id}/docs`,
			`ordering/task/${id}`,
		]) {
			expect((await ask('GET', `/api/${url}`)).status).toBe(200);
		}
	}

	expect(reports).toEqual([]);
	expect([projects.all().length, tasks.all().length, sessions.all().length]).toEqual([
		...[count('projects'), count('tasks'), count('sessions')],
	]);
	expect(count('sessions')).toBeGreaterThan(3);
	expect(await changed()).toEqual([]);
});

test('docs, orders, and members of every project are those of the real product', async () => {
	const {ask, projects, sessions} = await open();
	const [project] = projects.all();
	const withDocs = sessions.all().find(({docs = []}) => docs.length > 0);

	expect((await ask('GET', `/api/sessions/${withDocs?.id}/docs`)).body[0].content).toMatch(/^# /);
	expect((await ask('GET', `/api/ordering/task/${project?.id}`)).body).toMatchObject({
		orderedIds: ['task_1'],
		...unknownMember,
	});
	expect((await ask('GET', `/api/team-members?projectId=${project?.id}`)).body).toContainEqual(
		expect.objectContaining({id: 'tm_1_everywhere', ...unknownMember}),
	);
});

test('what ours changes keeps the members that nobody here knows, and nothing else is touched', async () => {
	const {ask, changed, readEntity, projects, tasks, sessions} = await open();
	const task = tasks.all().find(({sessionIds}) => sessionIds.length > 0);
	const session = sessions.all().find(({id}) => task?.sessionIds.includes(id));
	const [project] = projects.all().filter(({id}) => id === task?.projectId);
	const files = {
		project: `data/projects/${project?.id}.json`,
		task: `data/tasks/${task?.projectId}/${task?.id}.json`,
		session: `data/sessions/${session?.id}.json`,
		order: `data/ordering/task/${project?.id}.json`,
		member: 'data/team-members/__global__/tm_1_everywhere.json',
	};
	const before = await readEntity(files.session);

	await ask('PUT', `/api/projects/${project?.id}`, {description: 'Another'});
	await ask('PATCH', `/api/tasks/${task?.id}`, {title: 'Another'});
	await ask('PATCH', `/api/sessions/${session?.id}`, {needsInput: {active: true, message: 'Waits'}});
	await ask('PUT', `/api/ordering/task/${project?.id}`, {orderedIds: ['task_2']});
	await ask('PATCH', '/api/team-members/tm_1_everywhere', {projectId: project?.id, name: 'Here'});

	expect((await changed()).sort()).toEqual(Object.values(files).sort());
	for (const file of Object.values(files)) {
		expect(await readEntity(file)).toMatchObject(unknownMember);
	}

	const after = await readEntity(files.session);
	expect(after).toMatchObject({env: before.env, hostname: before.hostname, rootSessionId: before.rootSessionId});
	expect(Object.keys(before).filter(name => !(name in after))).toEqual([]);
	expect(after.env.ANTHROPIC_API_KEY).toBe(launchSecret);
});

test('the environment that sessions of the real product were started with is in no answer and in no event', async () => {
	const {ask, answers, events, sessions} = await open();

	for (const {id} of sessions.all()) {
		await ask('GET', `/api/sessions/${id}`);
		await ask('PATCH', `/api/sessions/${id}`, {status: 'stopped'});
		await ask('POST', `/api/sessions/${id}/timeline`, {message: 'Still here'});
	}

	await ask('GET', '/api/sessions?limit=500');
	expect(answers.length).toBeGreaterThan(8);
	expect(
		[...answers, ...events.map(event => JSON.stringify(event))].filter(text => text.includes(launchSecret)),
	).toEqual([]);
});

test('words of a later version stay in the file of a session that is changed, and its clients can read it', async () => {
	const later = {
		...session({id: 'sess_1', projectId: 'proj_2', taskIds: []}),
		timeline: [{id: 'evt_1', type: 'later_on', timestamp: 1}],
		docs: [{id: 'doc_1', title: 'Plan', filePath: 'plan', kind: 'sketch', addedAt: 1}],
		teamMemberSnapshot: null,
	};
	const {ask, readEntity} = await open({'sessions/sess_1.json': JSON.stringify(later)});

	const {body} = await ask('PATCH', '/api/sessions/sess_1', {status: 'idle'});

	const {timeline, docs, teamMemberSnapshot} = await readEntity('data/sessions/sess_1.json');
	expect({timeline, docs, teamMemberSnapshot}).toEqual({
		...{timeline: later.timeline, docs: later.docs, teamMemberSnapshot: null},
	});
	expect(getSession.answer.parse(body)).toMatchObject({timeline: [{type: 'progress'}], docs: [{title: 'Plan'}]});
});

test('files that cannot be read keep nothing else away, are named in the log, and stay as they are', async () => {
	const whole = JSON.stringify(task({id: 'task_2', projectId: 'proj_2'}));
	const odd = {
		'tasks/proj_2/task_1.json': whole.replace('task_2', 'task_1').replace('"todo"', '"archived"'),
		'tasks/proj_2/task_3.json': whole.slice(0, 40),
		'sessions/sess_1.json': '',
		'projects/proj_9.json': '[]',
		'team-members/proj_2/tm_1.json': '{"id": "../tm_1"}',
		'ordering/task/proj_2.json': '{"orderedIds": [',
	};
	const {ask, reports, changed, tasks} = await open({
		...odd,
		'projects/proj_2.json': JSON.stringify(project({id: 'proj_2', workingDir: '/var'})),
		'tasks/proj_2/task_2.json': whole,
	});

	expect((await ask('GET', '/api/team-members?projectId=proj_2')).body).toContainEqual(
		expect.objectContaining({id: 'tm_1_everywhere'}),
	);
	expect((await ask('GET', '/api/ordering/task/proj_2')).body.orderedIds).toEqual([]);
	expect((await ask('PATCH', '/api/tasks/task_2', {title: 'Another'})).status).toBe(200);

	const named = Object.keys(odd).filter(name => !name.startsWith('ordering/'));
	expect(named.filter(name => !reports.some(text => text.includes(name)))).toEqual([]);
	expect(['task_1', 'task_2', 'task_3'].filter(id => tasks.get(id) !== undefined)).toEqual(['task_2']);
	expect(await changed()).toEqual(['data/tasks/proj_2/task_2.json']);
});
