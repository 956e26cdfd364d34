import {expect, onTestFinished, test} from 'vitest';
import {createSettingsFeed} from '../../source/client/feeds/settings.js';
import {createStore} from '../../source/client/store.js';
import type {TakeKeys} from '../../source/domain/read-settings.js';
import type {Settings} from '../../source/domain/settings.js';
import {createMemorySettings} from '../helpers/memory-settings.js';

const takeKeys: TakeKeys = set => {
	const refused = Object.keys(set).filter(id => set[id]?.includes('taken'));
	return {
		keys: Object.fromEntries(Object.entries(set).filter(([id]) => !refused.includes(id))),
		problems: refused.map(id => ({id, text: `"${id}" clashes`})),
	};
};

const open = (text: string | undefined, overrides: Partial<Settings> = {}) => {
	const store = createStore();
	const keeper = createMemorySettings(text);
	const feed = createSettingsFeed({store, keeper, takeKeys, keyTable: [], overrides});
	const stopping = new AbortController();
	onTestFinished(() => stopping.abort());
	feed.look();
	feed.follow(stopping.signal);
	return {
		feed,
		keeper,
		values: () => store.get().settings.values,
		known: () => store.get().settings,
		notice: () => store.get().notice?.text,
		clear: () => store.send({event: 'notice:cleared'}),
		state: store.get,
	};
};

test('what is edited by hand counts at once, and a file that goes means the defaults', () => {
	const {keeper, values} = open('{"theme": "dark"}');
	expect(values().theme).toBe('dark');

	keeper.edit('{"theme": "light"}');
	expect(values().theme).toBe('light');

	keeper.edit(undefined);
	expect(values().theme).toBe('auto');
});

test('a problem is told once, and stays in the settings until it is mended', () => {
	const {keeper, known, notice, clear} = open('{"theme": "blue"}');
	expect(notice()).toMatch(/^Settings: Line 1: "theme" is "blue"/);

	clear();
	keeper.edit('{\n"quiet": true,\n"theme": "blue"}');
	expect(notice()).toBeUndefined();
	expect(known().problems).toHaveLength(1);

	keeper.edit('{"theme": "dark", "quiet": true}');
	expect(known().problems).toEqual([]);
});

test('a file that breaks changes nothing, and cannot be changed until it is mended or put aside', async () => {
	const {feed, keeper, values, notice} = open('{"theme": "dark"}');

	keeper.edit('{"theme": ');
	expect(values().theme).toBe('dark');
	expect(notice()).toMatch(/^Settings: It is no JSON/);
	await expect(feed.change('quiet', true)).rejects.toThrow(/Mend it, or reset all settings, which puts it aside$/);
	expect(keeper.text()).toBe('{"theme": ');

	expect(await feed.resetAll()).toBe(`${keeper.file}.bad`);
	expect(keeper.aside()).toBe('{"theme": ');
	expect(values().theme).toBe('auto');
});

test('what cannot be read at all is told, and what was known stays', () => {
	const {keeper, known} = open('{"theme": "dark"}');

	keeper.edit('["theme"]');

	expect(known().values.theme).toBe('dark');
	expect(known().problems).toEqual([{name: undefined, text: expect.stringMatching(/^An object was expected/)}]);
});

test('what the command line says counts for this run, until it is changed', async () => {
	const {feed, keeper, known, values} = open('{"theme": "dark"}', {theme: 'light'});
	expect(values().theme).toBe('light');
	expect(known().overridden).toEqual(['theme']);

	await feed.change('quiet', true);
	expect(values().theme).toBe('light');
	expect(JSON.parse(keeper.text() ?? '')).toEqual({theme: 'dark', quiet: true});

	// It is what the file says already; the operator sees it all the same.
	await feed.change('theme', 'dark');
	expect(values().theme).toBe('dark');
	expect(known().overridden).toEqual([]);
});

test('what could not be written changes nothing, not even what the command line says', async () => {
	const {feed, keeper, values} = open('{"theme": "dark"}', {theme: 'light'});
	keeper.edit('{');

	await expect(feed.change('theme', 'none')).rejects.toThrow('Nothing was changed');

	expect(values().theme).toBe('light');
});

test('resetting takes a setting out of the file, and leaves what is not ours', async () => {
	const {feed, keeper} = open('{"theme": "dark", "quiet": true, "mine": 1, "keys": {"a": ["x"]}}');

	await feed.reset('theme');
	expect(JSON.parse(keeper.text() ?? '')).toEqual({quiet: true, mine: 1, keys: {a: ['x']}});

	await feed.resetAll();
	expect(JSON.parse(keeper.text() ?? '')).toEqual({mine: 1});
});

test('keys that clash are refused, and nothing is written', async () => {
	const {feed, keeper, values} = open('{"keys": {"a": ["x"]}}');

	await expect(feed.rebind('b', ['taken'])).rejects.toThrow('"b" clashes');
	expect(JSON.parse(keeper.text() ?? '')).toEqual({keys: {a: ['x']}});

	await feed.rebind('b', ['y']);
	expect(values().keys).toEqual({a: ['x'], b: ['y']});

	await feed.rebind('a', undefined);
	await feed.rebind('b', undefined);
	expect(JSON.parse(keeper.text() ?? '')).toEqual({});
});

test('keys that were set wrongly by hand do not keep others from being set', async () => {
	const {feed, values} = open('{"keys": {"a": ["taken"]}}');

	await feed.rebind('b', ['y']);

	expect(values().keys).toEqual({b: ['y']});
});

test('a file that is written anew with the same settings changes nothing, so that nothing is drawn', () => {
	const {keeper, state, values} = open('{"theme": "dark", "keys": {"a": ["x"]}}');
	const before = state();

	keeper.edit('{ "theme": "dark",\n"keys": {"a": ["x"]} }');
	expect(state()).toBe(before);

	keeper.edit('{"theme": "light", "keys": {"a": ["x"]}}');
	expect(values().keys).toBe(before.settings.values.keys);
});
