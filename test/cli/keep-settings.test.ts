import {execFile} from 'node:child_process';
import {chmod, mkdir, readdir, readFile, rename, rm, stat, symlink, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {promisify} from 'node:util';
import {expect, onTestFinished, test} from 'vitest';
import {keepSettings} from '../../source/cli/keep-settings.js';
import {largestSettings, settingsFile} from '../../source/system/settings.js';
import {settingsKeeperContract} from '../contracts/settings-keeper.js';
import {buildProgram} from '../helpers/child.js';
import {eventually} from '../helpers/eventually.js';
import {createMemorySettings} from '../helpers/memory-settings.js';
import {temporaryFolder} from '../helpers/temporary.js';

const place = async () => path.join(await temporaryFolder(), 'maestro-tui-nodejs', 'config.json');

const writeByHand = async (file: string, text: string | undefined): Promise<void> => {
	await mkdir(path.dirname(file), {recursive: true});
	await (text === undefined ? rm(file) : writeFile(file, text));
};

settingsKeeperContract('a file', async () => {
	const file = await place();
	return {keeper: keepSettings(file), edit: async text => writeByHand(file, text)};
});

settingsKeeperContract('memory', async () => {
	const keeper = createMemorySettings(undefined);
	return {keeper, edit: async text => keeper.edit(text)};
});

const homes: ReadonlyArray<readonly [title: string, environment: Readonly<Record<string, string>>]> = [
	['without a variable', {}],
	['with XDG_CONFIG_HOME', {XDG_CONFIG_HOME: '/tmp/elsewhere'}],
	['with an empty XDG_CONFIG_HOME', {XDG_CONFIG_HOME: ''}],
];

for (const [title, environment] of homes) {
	test(`the file is where conf keeps it ${title}`, async () => {
		const home = await temporaryFolder();
		const program = `import {createRequire} from 'node:module';
			const {default: paths} = await import(createRequire(createRequire(${JSON.stringify(import.meta.url)}).resolve('conf')).resolve('env-paths'));
			console.log(paths('maestro-tui').config)`;
		const {stdout} = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], {
			env: {HOME: home, ...environment},
		});

		expect(settingsFile({environment, platform: process.platform, home})).toBe(path.join(stdout.trim(), 'config.json'));
	});
}

test('a new file is for its owner alone, and one that is there keeps its mode', async () => {
	const file = await place();
	const keeper = keepSettings(file);
	await keeper.change(() => ({theme: 'dark'}));
	expect((await stat(file)).mode & 0o777).toBe(0o600);

	await chmod(file, 0o644);
	await keeper.change(() => ({theme: 'light'}));

	expect((await stat(file)).mode & 0o777).toBe(0o644);
	expect(await readFile(file, 'utf8')).toBe('{\n\t"theme": "light"\n}');
});

test('a file that is a link stays one, and what it leads to is changed and watched', async () => {
	const file = await place();
	const real = path.join(await temporaryFolder(), 'dotfile.json');
	await writeFile(real, '{"theme": "dark"}');
	await mkdir(path.dirname(file));
	await symlink(real, file);
	const keeper = keepSettings(file);
	const stopping = new AbortController();
	onTestFinished(() => stopping.abort());
	const seen: unknown[] = [];
	keeper.watch(() => seen.push(keeper.read()), stopping.signal);

	await keeper.change(members => ({...members, quiet: true}));
	expect(JSON.parse(await readFile(real, 'utf8'))).toEqual({theme: 'dark', quiet: true});
	await writeFile(real, '{}');

	await eventually(() => expect(seen.at(-1)).toBe('{}'));
});

test('an editor that writes another file and renames it is seen', async () => {
	const file = await place();
	await writeByHand(file, '{}');
	const keeper = keepSettings(file);
	const stopping = new AbortController();
	onTestFinished(() => stopping.abort());
	const seen: unknown[] = [];
	keeper.watch(() => seen.push(keeper.read()), stopping.signal);

	for (const text of ['{"theme":"dark"}', '{"theme":"light"}']) {
		await writeFile(`${file}~`, text);
		await rename(`${file}~`, file);
		await eventually(() => expect(seen.at(-1)).toBe(text));
	}
});

test('a file that is no settings by its size, and a folder, are refused with what it means', async () => {
	const file = await place();
	await writeByHand(file, ' '.repeat(largestSettings + 1));
	expect(() => keepSettings(file).read()).toThrow(/it has more than 256 KiB\); what was known of them stays$/);

	await rm(file);
	await mkdir(file);
	expect(() => keepSettings(file).read()).toThrow(/EISDIR/);
	await expect(keepSettings(file).change(() => ({}))).rejects.toThrow(/cannot be written to .*; nothing was changed$/);
});

test('two apps that change settings at once do not take back what the other one changed', async () => {
	const file = await place();
	const start = await buildProgram(path.join(import.meta.dirname, 'settings-writer.ts'));

	const apps = ['one', 'other'].map(name => start(file, name, '60'));
	await Promise.all(apps.map(async app => app.says('done')));

	expect(Object.keys(JSON.parse(keepSettings(file).read() ?? '{}') as object)).toHaveLength(120);
	expect((await readdir(path.dirname(file))).sort()).toEqual(['config.json']);
});

test('an app that died while it wrote keeps nobody from writing', async () => {
	const file = await place();
	await mkdir(path.dirname(file));
	await writeFile(`${file}.lock`, '');

	await keepSettings(file).change(() => ({theme: 'dark'}));

	expect(await readdir(path.dirname(file))).toEqual(['config.json']);
});
