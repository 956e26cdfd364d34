import {homedir} from 'node:os';
import path from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import type {ServerAsked, WindowHost, WindowHostFor} from '../client/feeds/desktop/window-host.js';
import type {Multiplexers} from '../multiplexer/multiplexers.js';
import {readSettings} from '../server/settings.js';
import {clock} from '../system/clock.js';
import {readText} from '../system/files.js';
import type {Paths} from '../system/paths.js';
import {installProgram, installPrograms} from '../system/programs.js';
import {run} from '../system/run.js';
import {build} from './build.js';
import {storageRefusal} from './storage-refusal.js';

type Options = {
	readonly multiplexers: Multiplexers;
	readonly environment: Readonly<Record<string, string | undefined>>;
	readonly paths: Paths;
	/** The addresses of servers that the operator has named, as far as they did. */
	readonly named: ReadonlyArray<string | undefined>;
};

/** The program of such a window. It is copied out of the build, which may be replaced while windows are open. */
const program = 'maestro-window';

/**
The real parts of opening windows for a desktop server, and of writing into them. They are loaded when there is one.
*/
export const wireSpawner = (options: Options): WindowHostFor => {
	const {paths} = options;

	/** What the disk refuses is told as such, and is no bug. */
	const orRefuse = async <T>(work: () => Promise<T>): Promise<T> => {
		try {
			return await work();
		} catch (error) {
			throw storageRefusal(error, paths.home) ?? error;
		}
	};

	return asked => {
		let made: Promise<WindowHost> | undefined;
		const host = async (): Promise<WindowHost> => {
			made ??= makeHost(asked, options);
			try {
				return await made;
			} catch (error) {
				made = undefined;
				throw error;
			}
		};
		const through =
			<Given extends readonly unknown[], Answer>(does: (host: WindowHost) => (...given: Given) => Promise<Answer>) =>
			async (...given: Given): Promise<Answer> =>
				orRefuse(async () => does(await host())(...given));

		return {
			open: through(({open}) => open),
			close: through(({close}) => close),
			prompt: through(({prompt}) => prompt),
			release: through(({release}) => release),
			follow: through(({follow}) => follow),
			takePart: through(({takePart}) => takePart),
			isTrusted: through(({isTrusted}) => isTrusted),
			enter: through(({enter}) => enter),
			leave: through(({leave}) => leave),
			count: through(({count}) => count),
			poke() {
				// Whoever waits for it is told why it could not be made.
				made?.then(({poke}) => poke()).catch(() => {});
			},
		};
	};
};

const makeHost = async (
	asked: ServerAsked,
	{multiplexers, environment, paths, named}: Options,
): Promise<WindowHost> => {
	const [{createHosts}, {createTrust}, {withPrompts}] = await Promise.all([
		import('../dispatch/spawned/host.js'),
		import('./trust-server.js'),
		import('./with-prompts.js'),
	]);
	await installProgram({assets: build.assets, programs: paths.programs, name: program});
	const host = createHosts({
		...{multiplexers, paths, run, clock},
		preferred: async () => environment.MAESTRO_MULTIPLEXER || (await setMultiplexer(paths)),
		launcher: path.join(paths.programs, program),
		home: homedir(),
		pid: process.pid,
		random: Math.random,
	})(asked);
	const isTrusted = createTrust({named, user: process.getuid?.(), run});
	return {
		...withPrompts(host, asked, {
			...{paths, searchPath: environment.PATH, run, clock, pause},
			installHooks: async () => installPrograms({...build, programs: paths.programs, node: process.execPath}),
		}),
		isTrusted: async () => isTrusted(asked.url),
	};
};

const setMultiplexer = async ({settings}: Pick<Paths, 'settings'>): Promise<string | undefined> =>
	readSettings(await readText(settings), settings).multiplexer;
