import {closeSync, existsSync, mkdirSync, openSync, readSync, rmSync} from 'node:fs';
import path from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import {hasCode, isMissing} from './files.js';

const project = 'maestro-tui';

type Place = {
	readonly environment: Readonly<Record<string, string | undefined>>;
	readonly platform: NodeJS.Platform;
	readonly home: string;
};

/**
Where `conf` keeps the settings of the screen. It is said here once more, as `conf` takes too long to load for a start to ask it.
*/
export const settingsFile = ({environment, platform, home}: Place): string => {
	const name = `${project}-nodejs`;
	if (platform === 'darwin') {
		return path.join(home, 'Library', 'Preferences', name, 'config.json');
	}

	const base = environment.XDG_CONFIG_HOME;
	return path.join(base === undefined || base === '' ? path.join(home, '.config') : base, name, 'config.json');
};

/** More than anybody writes by hand: what is larger is something else. */
export const largestSettings = 256 * 1024;

/** The text of the settings, or nothing where there is no file. Throws where it cannot be read, or is larger than settings are. */
export const readSettingsText = (file: string): string | undefined => {
	let descriptor: number;
	try {
		descriptor = openSync(file, 'r');
	} catch (error) {
		if (isMissing(error)) {
			return undefined;
		}

		throw error;
	}

	try {
		const bytes = Buffer.alloc(largestSettings + 1);
		let end = 0;
		for (let read = -1; read !== 0 && end < bytes.length; end += read) {
			read = readSync(descriptor, bytes, {offset: end, length: bytes.length - end});
		}

		if (end > largestSettings) {
			throw new RangeError(`it has more than ${largestSettings / 1024} KiB`);
		}

		return bytes.toString('utf8', 0, end);
	} finally {
		closeSync(descriptor);
	}
};

type Members = Readonly<Record<string, unknown>>;

/**
Writes what `edit` makes of the members that the file has at that moment, whole or not at all. Several programs may do so at once: none
takes back what another one changed. A new file is for its owner alone.
*/
export const changeSettings = async (file: string, edit: (members: Members) => Members): Promise<void> => {
	const {default: Conf} = await import('conf');
	await alone(file, () => {
		const kept = new Conf<Record<string, unknown>>({
			projectName: project,
			cwd: path.dirname(file),
			configName: path.parse(file).name,
			...(existsSync(file) ? {} : {configFileMode: 0o600}),
		});
		kept.store = {...edit(kept.store)};
	});
};

/** Whoever holds it for longer than this has died while they wrote. */
const lockTries = 200;
const lockEveryMs = 10;

/** Does a piece of work while nobody else does it to that file. */
const alone = async (file: string, work: () => void): Promise<void> => {
	const lock = `${file}.lock`;
	mkdirSync(path.dirname(file), {recursive: true, mode: 0o700});
	for (let tried = 0; tried < lockTries && !claim(lock); tried += 1) {
		await pause(lockEveryMs);
	}

	try {
		work();
	} finally {
		rmSync(lock, {force: true});
	}
};

const claim = (lock: string): boolean => {
	try {
		closeSync(openSync(lock, 'wx', 0o600));
		return true;
	} catch (error) {
		if (hasCode(error, 'EEXIST')) {
			return false;
		}

		throw error;
	}
};
