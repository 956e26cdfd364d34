import {expect, test} from 'vitest';
import {MaestroError} from '../../source/domain/errors.js';
import {project, session, task} from '../helpers/builders.js';
import {eventually} from '../helpers/eventually.js';
import {openApp} from '../helpers/open-app.js';

const given = {projects: [project()], tasks: [task()], sessions: [session({name: 'Builder'})]};

type Given = Parameters<typeof openApp>[0];

const open = async (more: Given = {}) => {
	const app = await openApp({...given, ...more});
	await eventually(() => expect(app.frame()).toContain('Builder'));
	await app.press(',');
	await eventually(() => expect(app.frame()).toContain('Settings'));
	return app;
};

type App = Awaited<ReturnType<typeof open>>;

const written = (app: App): unknown => JSON.parse(app.keptSettings.text() ?? 'null');

/** Selects what the filter finds. */
const find = async (app: App, words: string): Promise<void> => {
	await app.press('/');
	await app.send(words);
	await app.press('enter');
};

test('the theme is changed by a key, drawn at once, kept, and reset', async () => {
	const app = await open();
	expect(app.frame()).toMatch(/› Theme +auto +default/);
	expect(app.frame()).toContain('config.json');

	await app.press('right', 'right', 'right');
	await eventually(() => expect(app.frame()).toMatch(/› Theme +high-contrast +changed from auto/));
	expect(written(app)).toEqual({theme: 'high-contrast'});
	await app.press('left');
	await eventually(() => expect(app.frame()).toMatch(/› Theme +light/));

	await app.press('r');
	await eventually(() => expect(app.frame()).toMatch(/› Theme +auto +default/));
	expect(written(app)).toEqual({});
});

test('a key is given to something else, and used', async () => {
	const app = await open();
	await find(app, 'screen.inbox');
	expect(app.frame()).toMatch(/› Open the inbox +i +default/);

	await app.press('enter');
	expect(app.frame()).toContain('Press the new key for "Open the inbox". esc leaves it as it is.');
	await app.press('%');
	expect(app.frame()).toContain('% – enter takes it, another key makes a pair.');
	await app.press('enter');
	await eventually(() => expect(app.frame()).toMatch(/› Open the inbox +% +changed from i/));
	expect(written(app)).toEqual({keys: {'screen.inbox': ['%']}});

	await app.press('esc', 'i');
	expect(app.frame()).toContain('[Sessions]');
	await app.press('%');
	expect(app.frame()).toContain('[Inbox]');
});

test('a pair of keys can be taken, and every key but Esc: Enter and Space as well', async () => {
	const app = await open();
	await find(app, 'screen.inbox');

	await app.press('enter', '%', 'i');
	await eventually(() => expect(written(app)).toEqual({keys: {'screen.inbox': ['% i']}}));

	await app.press('enter', 'esc');
	expect(app.frame()).toMatch(/› Open the inbox +% i/);
	await app.press('esc', '%', 'i');
	expect(app.frame()).toContain('[Inbox]');
});

test('Esc right after the last key leaves the key as it is', async () => {
	const app = await open();
	await find(app, 'screen.inbox');

	await app.press('enter');
	await app.rush('%i');
	await app.press('esc');

	expect(app.frame()).toMatch(/› Open the inbox +i +default/);
	expect(app.keptSettings.text()).toBeUndefined();
});

test('a key that means something there already is refused with what it is, and another can be pressed at once', async () => {
	const app = await open();
	await find(app, 'screen.inbox');

	await app.press('enter', '?', 'enter');
	await eventually(() => expect(app.frame()).toContain('"?" is the key of "Show the keys that are live now"'));
	expect(app.keptSettings.text()).toBeUndefined();
	await app.press('&', 'enter');

	await eventually(() => expect(written(app)).toEqual({keys: {'screen.inbox': ['&']}}));
});

test('what cannot be taken back stays on a capital, and Ctrl+C twice quits whatever is pressed', async () => {
	const app = await open();
	await find(app, 'task.delete');

	await app.press('enter', '&', 'enter');
	await eventually(() => expect(app.frame()).toContain('only a capital letter can be its key'));
	await app.press('ctrl+c', 'ctrl+c');

	await eventually(() => expect(app.hasExited()).toBe(true));
});

test('a key is not given back while something else has it', async () => {
	const keys = {'screen.inbox': ['m'], 'compose.open': ['i']};
	const app = await open({settings: {keys}});
	await find(app, 'screen.inbox');

	await app.press('r');

	await eventually(() => expect(app.frame()).toContain('"i" is the key of "Open the inbox"'));
	expect(written(app)).toEqual({keys});
});

test('keys that clash in the file have those of the table, and are found by what is wrong with them', async () => {
	const app = await open({settings: {keys: {'screen.inbox': ['?'], 'need.next': ['&']}}});
	await find(app, 'is:wrong');
	expect(app.frame()).toMatch(/› Open the inbox +i +wrong in the file/);
	expect(app.frame()).toContain('Line 3: "?" is the key of "Show the keys that are live now"');
	expect(app.frame()).not.toContain('Go to the next thing');

	await app.press('backspace');

	await eventually(() => expect(written(app)).toEqual({keys: {'need.next': ['&']}}));
});

test('texts, help and footer name the keys that are set', async () => {
	const app = await openApp({
		columns: 160,
		settings: {keys: {'app.quit': ['Q'], 'task.new': ['%'], 'screen.next': ['ctrl+k']}},
	});
	await eventually(() => expect(app.frame()).toContain('No sessions yet. ctrl+k goes to the tasks: % creates one'));

	expect(app.frame()).toContain('Q Quit');
	await app.press('?', 'G', 'k', 'k', 'k', 'k');
	await eventually(() => expect(app.frame()).toMatch(/ctrl\+k +Open the next list/));
});

test('a question names the keys that answer it, and they do', async () => {
	const app = await openApp({
		...given,
		settings: {keys: {'confirm.yes': ['j'], 'confirm.no': ['k']}},
	});
	await eventually(() => expect(app.frame()).toContain('Builder'));
	await app.press(',', 'X');
	expect(app.frame()).toContain('what they were at first? (j or k)');

	await app.press('y');
	expect(app.frame()).toContain('(j or k)');
	await app.press('j');

	await eventually(() => expect(app.frame()).toContain('All settings are as they were at first'));
	expect(written(app)).toEqual({});
});

test('what is edited by hand counts at once; what is wrong is told, and stays told in the settings until it is mended', async () => {
	const app = await open();

	app.keptSettings.edit('{"theme": "light", "keys": {"screen.inbox": ["%"]}}');
	await eventually(() => expect(app.frame()).toMatch(/› Theme +light/));

	app.keptSettings.edit('{\n"theme": "blue",\n"keys": {"screen.inbox": ["?"]}\n}');
	await eventually(() => expect(app.frame()).toContain('Settings: Line 2: "theme" is "blue"'));
	await app.press('j', 'k');
	expect(app.frame()).toMatch(/› Theme +light +wrong in the file/);
	expect(app.frame()).toContain('Line 2: "theme" is "blue"; it can be "auto"');

	app.keptSettings.edit('{"theme": ');
	await eventually(() => expect(app.frame()).toContain('It is no JSON'));
	await app.press('right');
	await eventually(() => expect(app.frame()).toContain('Nothing was changed'));

	app.keptSettings.edit('{"theme": "dark"}');
	await eventually(() => expect(app.frame()).toMatch(/› Theme +dark +changed from auto/));
	expect(app.frame()).not.toContain('It is no JSON');
});

test('a file that is no settings is put aside when all is reset', async () => {
	const app = await open({settings: {quiet: true}});
	app.keptSettings.edit('{"quiet": ');

	await app.press('X', 'y');

	await eventually(() => expect(app.frame()).toContain('the file is now'));
	expect(app.keptSettings.text()).toBeUndefined();
	expect(app.keptSettings.aside()).toBe('{"quiet": ');
});

test('what the command line says is shown as such, and is over when it is changed', async () => {
	const app = await open({overrides: {theme: 'light'}});
	expect(app.frame()).toMatch(/› Theme +light +from --theme, for now/);

	await app.press('left');

	await eventually(() => expect(app.frame()).toMatch(/› Theme +dark +changed from auto/));
});

test('on the smallest terminal all of it can be reached and changed', async () => {
	const app = await open({columns: 40, rows: 10});
	expect(app.frame()).toMatch(/› Theme +auto/);

	await app.press('j', 'right');
	await eventually(() => expect(app.frame()).toMatch(/› Glyphs +unicode/));
	await find(app, 'is:changed');

	expect(app.frame()).toMatch(/› Glyphs +unicode/);
	expect(app.frame()).not.toContain('Mouse');
});

test('settings can be changed while there is no server', async () => {
	const app = await openApp({
		async locate() {
			throw new MaestroError('server-missing', 'Nobody answers');
		},
	});
	await eventually(() => expect(app.frame()).toContain('Nobody answers'));

	await app.press(',', 'right');

	await eventually(() => expect(app.frame()).toMatch(/› Theme +dark +changed from auto/));
});
