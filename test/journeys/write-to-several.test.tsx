import {expect, test} from 'vitest';
import {message, project, session, task} from '../helpers/builders.js';
import {eventually} from '../helpers/eventually.js';
import {openApp} from '../helpers/open-app.js';

const given = {
	projects: [project()],
	tasks: [task()],
	sessions: [
		session({name: 'Builder', startedAt: 4}),
		session({id: 's-2', name: 'Reviewer', startedAt: 3}),
		session({id: 's-3', name: 'Lead', startedAt: 2, metadata: {mode: 'coordinator'}}),
		session({id: 's-4', name: 'Gone', startedAt: 1, status: 'completed', completedAt: 2}),
	],
	templates: [
		{
			id: 'review',
			label: 'Ask for a review',
			text: 'Please review {task}, {receiver}.',
			type: 'request',
			priority: 'high',
			source: 'built in',
		} as const,
		{id: 'broken', label: 'Broken', text: '', source: 'templates/broken.json', problem: 'It has no text'},
	],
};

const open = async (more: Parameters<typeof openApp>[0] = {}) => {
	const app = await openApp({...given, ...more});
	await eventually(() => expect(app.frame()).toContain('Reviewer'));
	return app;
};

test('space marks several receivers, and they all get the words', async () => {
	const app = await open();

	await app.press('m', 'tab', 'down', 'space', 'down', 'space');
	expect(app.frame()).toMatch(/✓ +● working +Builder[\s\S]*✓ +● working +Reviewer[\s\S]*✓ › ● working +Lead/);
	expect(app.frame()).toContain('enter Take the 3 marked');
	await app.press('enter', 'Stop for today', 'enter');

	await eventually(() => expect(app.frame()).toContain('Sent to 3 receivers (Builder, Reviewer, Lead)'));
	expect([...app.server.data.messages.values()].map(({to}) => to)).toEqual(['s-1', 's-2', 's-3']);
});

test('words that were begun for one are not there for another', async () => {
	const app = await open();
	await app.press('m', 'For Builder', 'shift+tab', 'shift+tab', 'reviewer', 'enter');
	expect(app.frame()).toMatch(/To: Reviewer/);
	await app.press('esc', 'm');
	expect(app.frame()).toMatch(/To: Builder/);
	expect(app.frame()).not.toContain('For Builder');

	await app.press('esc', 'v', 'j', 'v', 'm', 'For two', 'esc', 'j', 'v', 'm');

	expect(app.frame()).toMatch(/To: Builder.*Reviewer.*Lead/);
	expect(app.frame()).not.toContain('For two');
	await app.press('esc', 'v', 'm');
	expect(app.frame()).toContain('For two');
});

test('a group is one receiver that means many', async () => {
	const app = await open();

	await app.press('m', 'tab', 'workers', 'enter', 'All hands', 'enter');

	await eventually(() => expect(app.frame()).toContain('Sent to 2 receivers (all workers)'));
	expect(app.server.asked.findLast(({method}) => method === 'POST')).toMatchObject({
		path: '/api/messages',
		body: {to: ['role:worker'], message: 'All hands'},
	});
});

test('to write to a session that has ended is asked about, and then kept until it is resumed', async () => {
	const app = await open();

	await app.press('m', 'tab', 'gone', 'enter', 'For later', 'enter');
	expect(app.frame()).toContain('Gone has ended. Queue it until that session is resumed? (y or n)');
	expect(app.server.data.messages.size).toBe(0);
	await app.press('n');
	expect(app.frame()).toContain('For later');
	await app.press('enter', 'y');

	await eventually(() => expect(app.frame()).toContain('Kept for Gone: it is delivered when that session is resumed'));
	expect(app.server.asked.findLast(({method}) => method === 'POST')?.body).toMatchObject({queue: true});
});

test('priority, type and the wish for an answer are sent with the words', async () => {
	const app = await open();

	await app.press('m', 'shift+tab');
	await eventually(() => expect(app.frame()).toContain('Ask for a review'));
	await app.press('right', 'down', 'enter', 'down', 'right', 'tab');
	expect(app.frame()).toContain('high priority, request, wants an answer');
	await app.press('Which one?', 'enter');

	await eventually(() =>
		expect([...app.server.data.messages.values()]).toMatchObject([
			{message: 'Which one?', metadata: {priority: 'high', type: 'request', requiresAck: true}},
		]),
	);
});

test('a template fills in what is known, and brings its type and priority along', async () => {
	const app = await open();

	await app.press('m', 'shift+tab');
	await eventually(() => expect(app.frame()).toContain('Ask for a review'));
	await app.press('review', 'enter');

	expect(app.frame()).toContain('Please review T-1, Builder.');
	expect(app.frame()).toContain('high priority, request');
});

test('a template that is broken says so, and is not taken', async () => {
	const app = await open();

	await app.press('m', 'shift+tab');
	await eventually(() => expect(app.frame()).toContain('It has no text'));
	await app.press('broken', 'enter');

	expect(app.frame()).toMatch(/› Broken[\s\S]*It has no text/);
	expect(app.client.store.get().drafts.get('s-1')?.focus).toBe('how');
});

test('words that were sent and whose answer was lost reach each receiver once', async () => {
	const app = await open();
	app.server.loseAnswers(1);

	await app.press('m', 'tab', 'workers', 'enter', 'Only once', 'enter');

	await eventually(() => expect(app.frame()).toContain('Sent to 2 receivers'));
	expect(app.server.data.messages.size).toBe(2);
});

test('what was being written is there again after the app was left, in the inbox too', async () => {
	const first = await open({messages: [message()]});
	await first.press('m', 'Half a thou');
	await first.leave();
	expect(first.kept.at(-1)).toMatchObject([{id: 's-1', to: ['s-1'], text: 'Half a thou'}]);

	const second = await open({messages: [message()], drafts: first.kept.at(-1) ?? []});
	await second.press('i');
	expect(second.frame()).toMatch(/•1 +Builder +Ready for review[\s\S]*Builder +Half a thou +… draft/);
	await second.press('j', 'enter', 'ght', 'enter');

	await eventually(() => expect(second.frame()).toContain('Sent to Builder'));
	expect([...second.server.data.messages.values()].at(-1)?.message).toBe('Half a thought');
	await eventually(() => expect(second.kept.at(-1)).toEqual([]));
});

test('a draft is thrown away only after a question', async () => {
	const app = await open({
		drafts: [{id: 'new', to: ['s-2'], replyTo: undefined, how: {}, key: undefined, text: 'Hmm'}],
	});

	await app.press('i');
	await eventually(() => expect(app.frame()).toContain('Hmm'));
	await app.press('D');
	expect(app.frame()).toContain('Throw away what you wrote to Reviewer? Nobody else has it (y or n)');
	await app.press('y');

	expect(app.frame()).not.toContain('Hmm');
	await eventually(() => expect(app.kept.at(-1)).toEqual([]));
});
