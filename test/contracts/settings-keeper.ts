import {expect, onTestFinished, test} from 'vitest';
import type {SettingsKeeper} from '../../source/client/feeds/settings.js';
import {eventually} from '../helpers/eventually.js';

type Kept = {
	readonly keeper: SettingsKeeper;
	/** What a person does to it; nothing takes it away. */
	readonly edit: (text: string | undefined) => Promise<void>;
};

/** What a keeper of settings promises, whatever it keeps them in. */
export const settingsKeeperContract = (name: string, start: () => Promise<Kept>) => {
	const read = (keeper: SettingsKeeper): unknown => JSON.parse(keeper.read() ?? 'null');

	test(`${name}: what was never set has no text`, async () => {
		const {keeper} = await start();

		expect(keeper.read()).toBeUndefined();
	});

	test(`${name}: a change leaves everything else as it was, by whomever it was written`, async () => {
		const {keeper, edit} = await start();
		await edit('{"theme": "dark", "mine": [1, {"a": null}], "keys": {"a.b": ["x"]}}');

		await keeper.change(members => ({...members, theme: 'light'}));

		expect(read(keeper)).toEqual({theme: 'light', mine: [1, {a: null}], keys: {'a.b': ['x']}});
	});

	test(`${name}: changes that are asked for together all stay`, async () => {
		const {keeper} = await start();
		const names = ['theme', 'glyphs', 'mouse', 'a.b', 'quiet'];

		await Promise.all(names.map(async one => keeper.change(members => ({...members, [one]: true}))));

		expect(read(keeper)).toEqual(Object.fromEntries(names.map(one => [one, true])));
	});

	test(`${name}: a member that is taken away is gone`, async () => {
		const {keeper, edit} = await start();
		await edit('{"theme": "dark", "mouse": true}');

		await keeper.change(({theme, ...others}) => others);

		expect(read(keeper)).toEqual({mouse: true});
	});

	test(`${name}: what is no JSON is refused to be changed, and left as it is`, async () => {
		const {keeper, edit} = await start();
		await edit('{"theme": ');

		await expect(keeper.change(members => members)).rejects.toMatchObject({code: 'storage-failed'});

		expect(keeper.read()).toBe('{"theme": ');
	});

	test(`${name}: what is put aside can be begun anew`, async () => {
		const {keeper, edit} = await start();
		await edit('{"theme": ');

		expect(await keeper.putAside()).toBe(`${keeper.file}.bad`);
		await keeper.change(() => ({theme: 'dark'}));

		expect(read(keeper)).toEqual({theme: 'dark'});
	});

	test(`${name}: it tells when a person makes it, changes it, and takes it away`, async () => {
		const {keeper, edit} = await start();
		const stopping = new AbortController();
		onTestFinished(() => stopping.abort());
		const seen: unknown[] = [];
		keeper.watch(() => seen.push(read(keeper)), stopping.signal);

		for (const text of ['{"theme":"dark"}', '{"theme":"light"}', undefined, '{"theme":"none"}']) {
			await edit(text);
			await eventually(() => expect(seen.at(-1)).toEqual(JSON.parse(text ?? 'null')));
		}
	});

	test(`${name}: it tells nothing any more when it is left`, async () => {
		const {keeper, edit} = await start();
		const [left, followed] = [new AbortController(), new AbortController()];
		onTestFinished(() => followed.abort());
		const told: string[] = [];
		keeper.watch(() => told.push('left'), left.signal);
		keeper.watch(() => told.push('followed'), followed.signal);

		left.abort();
		await edit('{}');

		await eventually(() => expect(told).toContain('followed'));
		expect(told).not.toContain('left');
	});
};
