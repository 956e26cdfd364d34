import {mkdir, rename, rm, symlink} from 'node:fs/promises';
import path from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {watchModes} from '../../../source/dispatch/mode-files/watch.js';
import {eventually} from '../../helpers/eventually.js';
import {type Files, openModes, writeFiles} from '../../helpers/mode-files.js';
import {temporaryFolder} from '../../helpers/temporary.js';

const openWatched = async (files: Files, mostFolders?: number) => {
	const controller = new AbortController();
	onTestFinished(() => controller.abort());
	let changes = 0;
	const reports: string[] = [];
	const watch = watchModes({
		onChange: () => {
			changes += 1;
		},
		report: text => reports.push(text),
		signal: controller.signal,
		mostFolders,
	});
	const modes = await openModes(files, watch);
	return {
		...modes,
		watch,
		reports,
		controller,
		changes: () => changes,
		/** Each file comes at once, so that it is told once, however slow the machine is. */
		async write(more: Files) {
			for (const [name, content] of Object.entries(more)) {
				const [draft, file] = [modes.at('draft'), modes.at(name)];
				await modes.write({draft: content});
				await mkdir(path.dirname(file), {recursive: true});
				await rename(draft, file);
			}
		},
		/** Does it, and waits until it was told. */
		async toldOf(act: () => Promise<unknown>) {
			const before = changes;
			await act();
			await eventually(() => expect(changes).toBeGreaterThan(before));
		},
		async idsAt(directory: string | undefined) {
			const {modes: listed} = await modes.list(directory);
			return listed.filter(({source}) => source !== 'built in').map(({id}) => id);
		},
	};
};

/** Does it, and waits until somebody else was told, so that whoever is to be told has been, too. */
const seenBySomebody = async (name: string, act: () => Promise<unknown>) => {
	const {watch, toldOf} = await openWatched({});
	watch({id: name, folders: [], names: [name]});
	await toldOf(act);
};

test('a mode of the operator that comes, changes and goes is told', async () => {
	const {idsAt, toldOf, write, at} = await openWatched({'modes/': ''});
	expect(await idsAt(undefined)).toEqual([]);

	await toldOf(() => write({'modes/a.md': 'One'}));
	expect(await idsAt(undefined)).toEqual(['a']);

	await toldOf(() => write({'modes/a.md': 'Two'}));
	await toldOf(() => rm(at('modes/a.md')));
	expect(await idsAt(undefined)).toEqual([]);
});

test('the folder of the operator’s modes may come to be later, and go and come again', async () => {
	const {idsAt, toldOf, write, at} = await openWatched({});
	await idsAt(undefined);

	await toldOf(() => write({'modes/a.md': 'One'}));
	await eventually(async () => expect(await idsAt(undefined)).toEqual(['a']));

	await toldOf(() => rm(at('modes'), {recursive: true}));
	await toldOf(() => write({'modes/b.md': 'Bee'}));
	await eventually(async () => expect(await idsAt(undefined)).toEqual(['b']));

	await toldOf(() => write({'modes/b.md': 'Bees'}));
});

test('command files of a project are told of wherever they come to be', async () => {
	const {idsAt, toldOf, write, at} = await openWatched({'demo/.git/': '', 'demo/door/': ''});
	expect(await idsAt(at('demo', 'door'))).toEqual([]);

	await toldOf(() => write({'demo/.claude/commands/a.md': 'One'}));
	await eventually(async () => expect(await idsAt(at('demo', 'door'))).toEqual(['a']));

	await toldOf(() => write({'demo/.claude/commands/sub/deep.md': 'Deep'}));
	await eventually(async () => expect(await idsAt(at('demo', 'door'))).toEqual(['a', 'sub-deep']));

	await toldOf(() => write({'demo/.claude/commands/sub/deep.md': 'Deeper'}));
	await toldOf(() => write({'demo/door/.claude/commands/near.md': 'Near'}));
	await toldOf(() => rename(at('demo/.claude'), at('demo/.claude.old')));
	await eventually(async () => expect(await idsAt(at('demo', 'door'))).toEqual(['near']));
});

test('what a link leads to is told when it changes', async () => {
	const {idsAt, toldOf, write, at} = await openWatched({'modes/': '', 'dots/a.md': 'One', 'dots/b.md': 'Bee'});
	await symlink(at('dots/a.md'), at('modes/a.md'));
	expect(await idsAt(undefined)).toEqual(['a']);

	await toldOf(() => write({'dots/a.md': 'Two'}));
});

test('what no list depends on is not told', async () => {
	const {idsAt, changes, toldOf, write, at} = await openWatched({'demo/.git/': '', 'modes/': ''});
	await idsAt(at('demo'));

	const unwanted = {'demo/README.md': 'New', 'demo/.git/index': 'New', 'other/a.md': 'New', 'modes/.a.md.swp': 'New'};
	await seenBySomebody(at('modes/.a.md.swp'), () => write(unwanted));
	await toldOf(() => write({'modes/a.md': 'One'}));

	expect(changes()).toBe(1);
});

test('many changes at once are told in a few words', async () => {
	const {idsAt, changes, toldOf, write} = await openWatched({'modes/': ''});
	await idsAt(undefined);

	await toldOf(() =>
		write(Object.fromEntries(Array.from({length: 100}, (_, index) => [`modes/m${index}.md`, 'Do it']))),
	);
	await eventually(async () => expect(await idsAt(undefined)).toHaveLength(100));

	expect(changes()).toBeLessThan(20);
});

test('of more folders than may be watched, those that were listed longest ago are let go', async () => {
	const files = Object.fromEntries(['one', 'two', 'three'].map(name => [`${name}/.claude/commands/a.md`, 'Do it']));
	// The operator's folder and the one above it; of each project three.
	const {idsAt, changes, toldOf, write, at} = await openWatched({'modes/': '', ...files}, 8);
	await idsAt(at('one'));
	await idsAt(at('two'));
	await idsAt(at('one'));
	await idsAt(at('three'));

	const file = 'two/.claude/commands/b.md';
	await seenBySomebody(at(file), () => write({[file]: 'Do it'}));
	await toldOf(() => write({'three/.claude/commands/b.md': 'Do it'}));
	expect(changes()).toBe(1);

	await toldOf(() => write({'one/.claude/commands/b.md': 'Do it'}));
	await toldOf(() => write({'modes/b.md': 'Do it'}));
});

test('who begins to watch is told so, since the folder may have changed since it was read', async () => {
	const folder = await temporaryFolder();
	const {watch} = await openWatched({});
	await writeFiles(folder, {'modes/a.md': 'One'});
	const list = {id: folder, folders: [`${folder}/modes`], names: []};

	expect([watch(list), watch(list)]).toEqual([true, false]);
});

test('a folder that cannot be watched is reported once, and modes are listed all the same', async () => {
	const {watch, reports, list} = await openWatched({});

	expect(watch({id: 'a', folders: ['/nowhere/at/all'], names: []})).toBe(false);
	expect(reports).toEqual([]);

	watch({id: 'a', folders: ['/no\0where', '/no\0thing'], names: []});
	expect(reports).toEqual([expect.stringMatching('cannot be watched')]);
	expect((await list(undefined)).modes).toHaveLength(4);
});

test('nothing is told once it is over', async () => {
	const {idsAt, changes, write, controller} = await openWatched({'modes/': ''});
	await idsAt(undefined);
	await write({'modes/a.md': 'One'});
	controller.abort();

	const other = await openWatched({'modes/': ''});
	await other.idsAt(undefined);
	await other.toldOf(() => other.write({'modes/a.md': 'One'}));

	expect(changes()).toBe(0);
	expect(await idsAt(undefined)).toEqual(['a']);
});
