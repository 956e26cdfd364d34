import {expect, test} from 'vitest';
import {hold, longAgo, message, project, session, task} from '../helpers/builders.js';
import {eventually} from '../helpers/eventually.js';
import {openApp} from '../helpers/open-app.js';

const given = {
	projects: [project()],
	tasks: [task()],
	sessions: [session({name: 'Builder'}), session({id: 's-2', name: 'Reviewer'})],
	messages: [
		message({id: 'm-1', to: 's-2', message: 'Done?', status: 'delivered', deliveredAt: longAgo}),
		message({id: 'm-2', order: 2, from: 's-2', to: 's-1', message: 'Not yet. Done?', hold: 'hold-1'}),
		message({id: 'm-3', order: 3, from: 's-1', message: 'All well'}),
	],
};

const open = async () => {
	const app = await openApp(given);
	await eventually(() => expect(app.frame()).toContain('Reviewer'));
	app.server.put.hold(hold());
	await eventually(() => expect(app.frame()).toContain('1 needs you'));
	return app;
};

test('an exchange that went round is counted, walked to, read, and let go on', async () => {
	const app = await open();

	await app.press('w');
	await eventually(() => expect(app.frame()).toMatch(/Reviewer to Builder .* ‖ held/));
	expect(app.frame()).toMatch(/Builder to Reviewer .* ● delivered/);
	expect(app.frame()).not.toContain('All well');
	expect(app.frame()).toContain('Builder and Reviewer had exchanged 21 messages');
	expect(app.frame()).toContain('a Let them go on  X Stop them');
	await app.press('a');

	await eventually(() => expect(app.frame()).toContain('Builder, Reviewer go on; what waited is delivered'));
	expect(app.server.data.holds.get('hold-1')?.decision).toBe('allowed');
	await eventually(() => expect(app.frame()).toContain('0 need you'));
	expect(app.frame()).toMatch(/You\s+let them go on at/);
});

test('to stop the two is asked about with what is lost by it', async () => {
	const app = await open();
	await app.press('i');
	expect(app.frame()).toMatch(/› ▲ +Builder and Review… may they go on\? .* ‖ held/);

	await app.press('enter', 'X');
	expect(app.frame()).toContain('Stop Builder, Reviewer from writing to each other?');
	expect(app.frame()).toMatch(/never\s+delivered/);
	expect(app.server.data.holds.get('hold-1')?.decision).toBeUndefined();
	await app.press('y');

	await eventually(() => expect(app.server.data.holds.get('hold-1')?.decision).toBe('stopped'));
	await eventually(() => expect(app.frame()).toMatch(/You\s+stopped them at/));
});

test('a hold that opens while something else is selected leaves the selection where it is', async () => {
	const app = await openApp(given);
	await eventually(() => expect(app.frame()).toContain('Reviewer'));
	await app.press('i');
	expect(app.frame()).toMatch(/› •1 .*All well/);

	app.server.put.hold(hold());

	await eventually(() => expect(app.frame()).toMatch(/Builder and R[\s\S]*› •1 .*All well/));
});

test('what a server has and nobody can read is left out and told, and everything else is there', async () => {
	const app = await openApp({...given, holds: [hold({between: ['s-1', 'bad id']})]});
	await eventually(() => expect(app.frame()).toContain('The server has what cannot be read'));
	expect(app.frame()).toMatch(/1 of its holds, the first\s+hold-1/);
	expect(app.frame()).toContain('Reviewer');
});
