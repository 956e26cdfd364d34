import {expect, test} from 'vitest';
import {message, project, session, task} from '../helpers/builders.js';
import {eventually} from '../helpers/eventually.js';
import {openApp} from '../helpers/open-app.js';

const given = {
	projects: [project()],
	tasks: [task()],
	sessions: [session({name: 'Builder', activity: {state: 'working', source: 'hook', at: 1}})],
	messages: [message()],
} as const;

const open = async (more: Parameters<typeof openApp>[0] = {}) => {
	const app = await openApp({...given, ...more});
	await eventually(() => expect(app.frame()).toContain('Builder'));
	return {app, written: () => app.written.join('')};
};

test('T takes the next theme, keeps it, and says which it is', async () => {
	const {app, written} = await open();
	expect(written()).toContain('36m');

	await app.press('T');
	await eventually(() => expect(app.frame()).toContain('Theme dark'));
	await app.press('T');
	await eventually(() => expect(app.frame()).toContain('Theme light'));

	expect(JSON.parse(app.keptSettings.text() ?? '{}')).toMatchObject({theme: 'light'});
	const before = written().length;
	await app.press('ctrl+l');
	await eventually(() => expect(written().slice(before)).toContain('Builder'));
	expect(written().slice(before)).toContain('34m');
	expect(written().slice(before)).not.toContain('36m');
});

test('the terminal is asked for its background after the first frame, and its answer changes the colours', async () => {
	const {app, written} = await open({look: {colourDepth: 8}});
	await eventually(() => expect(written()).toContain('\u001B]11;?\u001B\\'));
	expect(written().indexOf('\u001B]11;?')).toBeGreaterThan(written().indexOf('maestro-tui'));
	expect(written().match(/\u001B\]11;\?/g)?.length).toBe(1);

	await app.send('\u001B]11;rgb:ffff/ff');
	await app.send('ff/ffff\u001B');
	await app.send('\\');

	await eventually(() => expect(app.client.store.get().surroundings.background).toBe('light'));
	await eventually(() => expect(written()).toContain('38;5;25m'));
	expect(app.frame()).not.toContain('rgb');
});

test('no answer of the terminal is taken for typing, in a field or outside of one', async () => {
	const {app} = await open();
	const answers = '\u001B]11;rgb:0000/0000/0000\u0007\u001B[?62;22c\u001BP>|tmux 3.5\u001B\\\u001B[?2026;2$y\u001B[I';
	const before = app.frame();

	await app.send(answers);
	await app.send(answers.slice(0, 30));
	await app.send(answers.slice(30));

	expect(app.frame()).toBe(before);
	await app.press('/');
	await app.send(`a${answers}b`);

	expect(app.frame()).toContain('Filter: ab');
});

test('a terminal without colours is not asked for them', async () => {
	const {written} = await open({look: {colourDepth: 1}});
	expect(written()).not.toContain('\u001B]11;?');
	expect(written()).not.toMatch(/\u001B\[(?:[0-9;]*;)?(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])m/);
});

test('quiet is said in the header', async () => {
	const {app} = await open({settings: {quiet: true}});
	expect(app.frame().split('\n')[0]).toMatch(/\bquiet\b/);
	const waiting = await open();
	expect(waiting.app.frame().split('\n')[0]).not.toMatch(/\bquiet\b/);
});

test('a message that comes while nobody looks rings the bell, and none that comes while somebody does', async () => {
	const {app, written} = await open();
	const bells = () => written().split('\u0007').length - 1;
	await app.send('\u001B[I');
	app.server.put.message(message({id: 'm-2', order: 2, message: 'One?'}));
	await eventually(() => expect(app.frame()).toContain('2 unread'));
	app.pass(1);
	expect(bells()).toBe(0);

	await app.send('\u001B[O');
	app.server.put.message(message({id: 'm-3', order: 3, message: 'Two?'}));

	await eventually(() => expect(app.frame()).toContain('3 unread'));
	app.pass(1);

	await eventually(() => expect(bells()).toBe(1));
});

test('the count is given to the status line of the multiplexer where that is set', async () => {
	const {app} = await open({settings: {multiplexerBadge: true}});
	await eventually(() => expect(app.badges).toEqual([1]));
	app.server.put.message(message({id: 'm-2', order: 2, message: 'One?'}));
	await eventually(() => expect(app.badges).toEqual([1, 2]));

	await app.leave();

	expect(app.badges).toEqual([1, 2, undefined]);
});

test('what takes long has something that turns only where that is set, and nothing when it is over', async () => {
	const {app} = await open({settings: {motion: 'full'}});
	const busy = (text: string) => app.client.store.send({event: 'notice', data: {tone: 'busy', text}});
	busy('Writing…');
	await app.send('');
	expect(app.frame()).toMatch(/^Writing…/m);

	app.pass(1000);
	await eventually(() => expect(app.frame()).toMatch(/^◓ Writing…/m));
	app.pass(250);
	await eventually(() => expect(app.frame()).toMatch(/^◑ Writing…/m));
	app.client.store.send({event: 'notice:cleared'});
	await eventually(() => expect(app.frame()).not.toContain('Writing…'));
	const before = app.written.length;
	app.pass(5000);
	await app.send('');

	expect(app.written.length).toBe(before);
	const still = await open();
	still.app.client.store.send({event: 'notice', data: {tone: 'busy', text: 'Writing…'}});
	still.app.pass(5000);
	await eventually(() => expect(still.app.frame()).toMatch(/^Writing…/m));
});
