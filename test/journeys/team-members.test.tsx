import {expect, test} from 'vitest';
import {desktopCapabilities} from '../../source/protocol/health.js';
import {mode, project, session, task, teamMember} from '../helpers/builders.js';
import {eventually} from '../helpers/eventually.js';
import {openApp} from '../helpers/open-app.js';

const given = {
	projects: [project({name: 'Shop'})],
	tasks: [task({title: 'Mend the door'})],
	sessions: [session({name: 'Builder'})],
	members: [
		teamMember({avatar: '🔨', agentTool: 'claude-code', model: 'opus', mode: 'worker', identity: 'You like wood.'}),
		teamMember({id: 'tm-2', name: 'Foreman', role: 'Leads', mode: 'coordinator', scope: 'global', isDefault: true}),
		teamMember({id: 'tm-3', name: 'Apprentice', status: 'archived'}),
	],
	modes: [mode({id: 'worker', label: 'Worker'}), mode({id: 'tm-1', label: 'Carpenter'})],
};

const open = async (options: Parameters<typeof openApp>[0] = {}) => {
	const app = await openApp({...given, columns: 110, ...options});
	await eventually(() => expect(app.frame()).toContain('Builder'));
	await eventually(() => expect(app.client.store.get().members.size).toBe(3));
	await app.press('M');
	return app;
};

test('the team members are listed with what they are for, those of every project first', async () => {
	const app = await open();

	expect(app.frame()).toMatch(/› Team members/);
	expect(app.frame()).toMatch(/› Foreman +Leads .*coordinator +every project/);
	expect(app.frame()).toMatch(/🔨 Carpenter +Mends doors +claude-code opus +worker +Shop/);
	expect(app.frame()).toMatch(/Apprentice \(archived\)/);
	await app.press('j');
	expect(app.frame()).toContain('You like wood.');
});

test('members are filtered by what they are', async () => {
	const app = await open();

	await app.press('/', 'is:archived', 'enter');

	expect(app.frame()).toContain('Apprentice');
	expect(app.frame()).not.toContain('Carpenter');
});

test('a member is given another name and role, told who it is, archived, and all of it is taken back', async () => {
	const app = await open();
	const carpenter = () => app.client.store.get().members.get('tm-1');
	await app.press('j');

	await app.press('e', 'ctrl+u', 'Joiner', 'enter');
	await eventually(() => expect(carpenter()?.name).toBe('Joiner'));
	await app.press('r', 'ctrl+u', 'Makes doors', 'enter');
	await eventually(() => expect(carpenter()?.role).toBe('Makes doors'));
	app.edits.push('You like oak.');
	await app.press('ctrl+e');
	await eventually(() => expect(carpenter()?.identity).toBe('You like oak.'));
	await app.press('D');
	await eventually(() => expect(carpenter()?.status).toBe('archived'));

	for (const _ of [1, 2, 3, 4]) {
		await app.press('z');
		await eventually(() => expect(app.frame()).toContain('Taken back'));
	}

	await eventually(() => expect(carpenter()).toMatchObject(given.members[0] ?? {}));
	for (const {body} of app.server.asked.filter(({method, path}) => method !== 'GET' && path.includes('team-members'))) {
		expect(body).toMatchObject({projectId: 'p-1'});
	}
});

test('the selected task is dispatched to a member where the server starts agents as members', async () => {
	const app = await open({capabilities: desktopCapabilities});
	await app.press('j', 'n');

	await eventually(() => expect(app.frame()).toMatch(/› tm-1/));
	expect(app.frame()).toContain('T-1: Mend the door');
});

test('a server of ours says that its modes are how agents are started', async () => {
	const app = await open();

	await app.press('n');

	expect(app.frame()).toMatch(/starts no agents as team members;\s+instead: it opens windows itself/);
	expect(app.frame()).not.toContain('n Dispatch');
});
