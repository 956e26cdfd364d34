import path from 'node:path';
import {expect, test} from 'vitest';
import {filesIn, launchSecret, makeDesktopFolder, unknownMember} from '../helpers/desktop-folder.js';
import {openServer} from '../helpers/server.js';
import {temporaryFolder} from '../helpers/temporary.js';

const open = async () => {
	const home = path.join(await temporaryFolder(), 'home');
	const before = await makeDesktopFolder(home);
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
