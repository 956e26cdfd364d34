import {mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {cleanAddresses, takeAddress} from '../../source/cli/server-address.js';
import {serverPlaces} from '../../source/cli/server-places.js';
import {pathsUnder} from '../../source/system/paths.js';
import {temporaryFolder} from '../helpers/temporary.js';

const usual = ['http://127.0.0.1:4567', 'http://127.0.0.1:2357'];

type Written = {readonly config?: string; readonly url?: string; readonly dataUrl?: string};

const placesWith = async (
	{config, url, dataUrl}: Written,
	environment: Readonly<Record<string, string>> = {},
	more: {readonly wanted?: string; readonly isSession?: boolean} = {},
) => {
	const folder = await temporaryFolder();
	const paths = pathsUnder(path.join(folder, 'home'));
	await mkdir(paths.data, {recursive: true});
	await mkdir(path.join(folder, 'data'));
	const files = [
		[paths.productConfig, config],
		[paths.serverUrl, url],
		[path.join(folder, 'data', 'server-url'), dataUrl],
	] as const;
	for (const [file, text] of files) {
		if (text !== undefined) {
			await writeFile(file, text);
		}
	}

	const {DATA_DIR} = environment;
	const places = await serverPlaces({
		environment: {...environment, ...(DATA_DIR === undefined ? {} : {DATA_DIR: path.join(folder, DATA_DIR)})},
		paths,
		isSession: false,
		...more,
	});
	return places.map(({origin}) => origin);
};

type Row = readonly [
	title: string,
	written: Written,
	environment: Readonly<Record<string, string>>,
	places: readonly string[],
];

const rows: readonly Row[] = [
	['nothing is known', {}, {}, usual],
	['ours has run', {url: 'http://127.0.0.1:5000\n'}, {}, ['http://127.0.0.1:5000', ...usual]],
	[
		'the environment names two',
		{},
		{MAESTRO_API_URL: 'http://b:2/', MAESTRO_SERVER_URL: 'http://a:1/api'},
		['http://a:1', 'http://b:2', ...usual],
	],
	[
		'the installer of the real product has named one',
		{config: '# config\nMAESTRO_API_URL=http://localhost:2357\nOTHER=1\n'},
		{},
		['http://localhost:2357', ...usual],
	],
	[
		'it is written as a shell has it',
		{config: 'export MAESTRO_SERVER_URL="http://a:1"\nMAESTRO_API_URL=http://b:2 # the other\n'},
		{},
		['http://a:1', 'http://b:2', ...usual],
	],
	[
		'the environment says another than the file of the installer',
		{config: 'MAESTRO_API_URL=http://localhost:2357'},
		{MAESTRO_API_URL: 'http://a:1'},
		['http://a:1', ...usual],
	],
	[
		'a session of the real server looks',
		{url: 'http://ours:1', dataUrl: 'http://theirs:2\n'},
		{DATA_DIR: 'data'},
		['http://theirs:2', 'http://ours:1', ...usual],
	],
	['an empty variable is none', {}, {MAESTRO_SERVER_URL: '', DATA_DIR: ''}, usual],
	[
		'files hold no addresses',
		{config: 'MAESTRO_API_URL=nonsense', url: 'garbage', dataUrl: ''},
		{DATA_DIR: 'data'},
		usual,
	],
	['two name the same', {url: 'http://127.0.0.1:2357'}, {}, ['http://127.0.0.1:2357', 'http://127.0.0.1:4567']],
	['https is as good', {}, {MAESTRO_SERVER_URL: 'https://maestro.example'}, ['https://maestro.example', ...usual]],
];

for (const [title, written, environment, places] of rows) {
	test(`where ${title}, servers are looked for in order`, async () => {
		expect(await placesWith(written, environment)).toEqual(places);
	});
}

test('a flag names the only place', async () => {
	expect(await placesWith({url: 'http://ours:1'}, {MAESTRO_SERVER_URL: 'http://a:1'}, {wanted: 'http://b:2/'})).toEqual(
		['http://b:2'],
	);
});

test('a session of ours looks where it was told, and where ours is', async () => {
	expect(
		await placesWith(
			{url: 'http://ours:1', config: 'MAESTRO_API_URL=http://c:3'},
			{MAESTRO_SERVER_URL: 'http://a:1'},
			{isSession: true},
		),
	).toEqual(['http://a:1', 'http://ours:1']);
});

test('what is secret in an address is apart from it', () => {
	expect(takeAddress('http://a:1/?token=abc.def#x')).toEqual({origin: 'http://a:1', token: 'abc.def'});
	expect(takeAddress('http://me:secret@a:1/')).toEqual({origin: 'http://a:1', token: undefined});
	// What could end a header is no token.
	expect(takeAddress('http://a:1/?token=abc%0d%0ax')).toEqual({origin: 'http://a:1', token: undefined});
});

test('a refusal of an address does not say what is secret in it', () => {
	for (const text of ['a:1/?token=abc.def', 'ftp://me:abc.def@a/', 'a/?x=1&token=abc.def#y']) {
		expect(() => takeAddress(text)).toThrow(/^(?!.*abc\.def)Expected the address of a server/);
	}
});

test('programs that are started are told of servers without their secrets', () => {
	expect(
		cleanAddresses({
			...{MAESTRO_SERVER_URL: 'http://a:1/?token=abc', MAESTRO_API_URL: 'http://me:abc@b:2/x', PATH: '/?token=abc'},
		}),
	).toEqual({MAESTRO_SERVER_URL: 'http://a:1', MAESTRO_API_URL: 'http://b:2'});
	expect(cleanAddresses({MAESTRO_SERVER_URL: 'http://a:1/', MAESTRO_API_URL: undefined})).toEqual({});
});
