import {homedir} from 'node:os';
import path from 'node:path';
import {readText} from '../system/files.js';
import type {Paths} from '../system/paths.js';
import {type Address, addressVariables, readAddress, takeAddress} from './server-address.js';

type Options = {
	/** `--server`. */
	readonly wanted?: string | undefined;
	readonly environment: Readonly<Record<string, string | undefined>>;
	readonly paths: Paths;
	/** Whether a session looks, which shows its secret to nobody but the server that it was told of. */
	readonly isSession: boolean;
};

export type Place = Address & {
	/** Somebody named it, and it is not just where a server often is. */
	readonly isNamed: boolean;
};

/** Where our server and a development server of the real product listen, and where its desktop app has it (contract §1). */
export const usualPlaces = ['http://127.0.0.1:4567', 'http://127.0.0.1:2357'] as const;

/**
Where a server may be, in the order in which it is asked there: as the real product's command line looks for one (contract §1), and then where
ours writes its address, and the usual ports. One that was named by a flag is the only one. No address is there twice.
*/
export const serverPlaces = async ({wanted, environment, paths, isSession}: Options): Promise<readonly Place[]> => {
	if (wanted !== undefined) {
		return [{...takeAddress(wanted), isNamed: true}];
	}

	const named = addressVariables.flatMap(name => {
		const text = environment[name] ?? '';
		return text === '' ? [] : [{...takeAddress(text), isNamed: true, name}];
	});
	const written = [await readText(paths.serverUrl)];
	const others = isSession
		? written
		: [...(await configured(paths, named)), await ofDataFolder(environment), ...written, ...usualPlaces];
	// What is in a file may be of long ago: one that is no address is passed over.
	const places = [...named, ...others.flatMap(text => placeOf(text ?? ''))];
	const tokens = new Map(places.flatMap(({origin, token}) => (token === undefined ? [] : [[origin, token]])));
	return places
		.filter(({origin}, index) => places.findIndex(other => other.origin === origin) === index)
		.map(({origin, isNamed}) => ({origin, token: tokens.get(origin), isNamed}));
};

const placeOf = (text: string): readonly Place[] => {
	const address = readAddress(text);
	return address === undefined ? [] : [{...address, isNamed: false}];
};

/** What the real product's installer wrote for its command line counts where the environment says nothing. */
const configured = async (
	{productConfig}: Paths,
	named: ReadonlyArray<{readonly name: string}>,
): Promise<readonly string[]> => {
	const text = (await readText(productConfig)) ?? '';
	return addressVariables
		.filter(name => named.every(one => one.name !== name))
		.flatMap(name => {
			const line = new RegExp(`^\\s*(?:export\\s+)?${name}\\s*=\\s*(.*?)\\s*$`, 'm').exec(text)?.[1];
			return line === undefined ? [] : [line.replace(/^(["'])(.*)\1.*$/, '$2').replace(/\s+#.*$/, '')];
		});
};

/** Sessions of the real server are told where its data is, and its address is beside that. */
const ofDataFolder = async ({DATA_DIR: folder = ''}: Options['environment']): Promise<string | undefined> =>
	folder === '' ? undefined : readText(path.join(folder.replace(/^~(?=\/|$)/, homedir()), 'server-url'));
