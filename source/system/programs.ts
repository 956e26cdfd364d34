import {access, constants} from 'node:fs/promises';
import path from 'node:path';
import {quoteWord} from '../domain/shell.js';
import {readText, writeWhole} from './files.js';

type Options = {
	/** The folder of the programs as they are shipped. */
	readonly assets: string;
	/** The folder they are put into. */
	readonly programs: string;
	/** Absolute path of Node. */
	readonly node: string;
	/** Absolute path of what `maestro-hook` runs when something waits. */
	readonly bundle: string;
	/** Absolute path of what `maestro` runs. */
	readonly door: string;
	/** Absolute path of what keeps a headless run. A copy of it is put there: a build that is replaced takes none of it away. */
	readonly keeper?: string | undefined;
};

/** What sessions and their hooks run. */
const names = ['maestro', 'maestro-hook', 'maestro-launch', 'opencode-plugin.js'] as const;

/** What keeps a headless run, among them. */
export const keeperName = 'maestro-run.cjs';

/**
Puts the programs that sessions call in their place, with the paths of this Node and this build in them. Each is there whole or
as it was; one that would not change is left alone, as it may be running.
*/
export const installPrograms = async ({assets, programs, node, bundle, door, keeper}: Options): Promise<void> => {
	for (const name of names) {
		const template = await readShipped(path.join(assets, name));
		await install(path.join(programs, name), fill(template, {NODE: node, BUNDLE: bundle, DOOR: door}));
	}

	if (keeper !== undefined) {
		await install(path.join(programs, keeperName), await readShipped(keeper));
	}
};

/** Puts one of them there that has no paths in it. */
export const installProgram = async ({
	assets,
	programs,
	name,
}: Pick<Options, 'assets' | 'programs'> & {readonly name: string}): Promise<void> =>
	install(path.join(programs, name), await readShipped(path.join(assets, name)));

const readShipped = async (file: string): Promise<string> => {
	const text = await readText(file);
	if (text === undefined) {
		throw new Error(`${path.dirname(file)} lacks ${path.basename(file)}: the build is not whole`);
	}

	return text;
};

const install = async (file: string, program: string): Promise<void> => {
	if ((await readText(file)) !== program || !(await isExecutable(file))) {
		await writeWhole(file, program, {mode: 0o755});
	}
};

const fill = (template: string, paths: Readonly<Record<string, string>>): string =>
	template.replace(/@([A-Z]+)@/g, (whole, name: string) => {
		const value = paths[name];
		return value === undefined ? whole : quoteWord(value);
	});

const isExecutable = async (file: string): Promise<boolean> => {
	try {
		await access(file, constants.X_OK);
		return true;
	} catch {
		return false;
	}
};
