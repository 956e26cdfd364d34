import {expect, test} from 'vitest';
import {message, project, session, task} from '../helpers/builders.js';
import {eventually} from '../helpers/eventually.js';
import {openApp} from '../helpers/open-app.js';

const many = Array.from({length: 250}, (_, index) =>
	message({id: `m-${index}`, order: index, from: 's-1', to: 's-2', message: `Door number ${index}`, status: 'read'}),
);
const given = {
	projects: [project()],
	tasks: [task()],
	sessions: [session({name: 'Builder'}), session({id: 's-2', name: 'Reviewer'})],
	messages: [...many, message({id: 'm-900', order: 900, from: 's-2', to: 's-1', message: 'The hinge squeaks'})],
};

const searchFor = async (query: string) => {
	const app = await openApp(given);
	await eventually(() => expect(app.frame()).toContain('Reviewer'));
	await app.press('i', 'F', query, 'enter');
	return app;
};

test('everything that the server keeps is searched, and what is found is read in its thread', async () => {
	const app = await searchFor('squeaks');
	await eventually(() => expect(app.frame()).toContain('squeaks: 1 message fits'));
	expect(app.frame()).toMatch(/› +Reviewer +Builder +The hinge squeaks +○ pending/);

	await app.press('enter');

	await eventually(() => expect(app.frame()).toMatch(/› Reviewer to Builder[\s\S]*The hinge squeaks/));
	await app.press('esc');
	expect(app.frame()).toContain('squeaks: 1 message fits');
});

test('the newest come first, and older ones with a key', async () => {
	const app = await searchFor('door from:builder');
	await eventually(() => expect(app.frame()).toContain('The newest 200 that fit; there are older ones'));
	expect(app.frame()).toMatch(/› .*Door number 249/);
	expect(app.server.asked.findLast(({path}) => path === '/api/messages')?.query).toMatchObject({
		text: 'door',
		from: 's-1',
	});

	await app.press('>');

	await eventually(() => expect(app.frame()).toContain('250 messages fit'));
	await app.press('G');
	expect(app.frame()).toMatch(/› .*Door number 0/);
});

test('a search without a result says so, and so does one that cannot be asked', async () => {
	const app = await searchFor('elephant');
	await eventually(() => expect(app.frame()).toContain('elephant: 0 messages fit'));
	expect(app.frame()).toContain('F searches for something else.');

	await app.press('F', ' status:lost', 'enter');

	await eventually(() => expect(app.frame()).toContain('The search failed: There is no status "lost"'));
});

test('what becomes of a message that was found is seen in the list', async () => {
	const app = await searchFor('squeaks');
	await eventually(() => expect(app.frame()).toContain('○ pending'));

	app.server.put.message({...message(given.messages.at(-1)), status: 'delivered'});

	await eventually(() => expect(app.frame()).toContain('● delivered'));
});
