import {randomUUID} from 'node:crypto';
import {agents} from '../agents/index.js';
import {type Client, createClient} from '../client/client.js';
import {MaestroError, refusals} from '../domain/errors.js';
import {hasCode} from '../system/files.js';
import {runAtTerminal} from '../system/spawn.js';
import {findWorkTree} from '../system/work-tree.js';
import {mountScreen} from '../views/mount.js';
import {chooseTheme, themes} from '../views/themes/index.js';
import {plain} from '../views/themes/plain.js';
import type {Theme} from '../views/themes/theme.js';
import {build} from './build.js';
import type {Flag} from './command.js';
import {createMultiplexers, drivers} from './drivers.js';
import {type FoundServer, findOwnServer, findServer} from './find-server.js';
import {pathsOf} from './home.js';
import {keepDrafts} from './keep-drafts.js';
import {offerFolder} from './offer-folder.js';
import {createOpenTerminal} from './open-terminal.js';
import {parseWords} from './parse.js';
import {preferMultiplexer} from './prefer-multiplexer.js';
import {createSaveFile} from './save-file.js';
import {startServer} from './start-server.js';
import {usageOf} from './usage.js';
import {version} from './version.js';

const flags: Readonly<Record<string, Flag>> = {
	multiplexer: {
		type: 'string',
		placeholder: 'M',
		choices: drivers.map(({name}) => name),
		help: 'Where windows are opened',
	},
	session: {
		type: 'string',
		placeholder: 'NAME',
		help: 'The session of the multiplexer that they are opened in; maestro unless given',
	},
	theme: {type: 'string', placeholder: 'T', choices: themes.map(({id}) => id), help: 'How it looks'},
	version: {type: 'boolean', help: 'Print the version'},
};

const usage = {
	name: 'maestro-tui',
	usage: '',
	summary: 'The full-screen app: see, start, answer and stop agents',
	flags,
};

/**
The app: mounts the screen at once, and then finds a server, or starts one. Answers the exit code when the operator has left.
*/
export const main = async (words: readonly string[]): Promise<number> => {
	try {
		const {flags: given} = parseWords(usage, words);
		if (given.help === true) {
			process.stdout.write(`${usageOf(usage).replace('maestro maestro-tui', 'maestro-tui')}\n`);
			return 0;
		}

		if (given.version === true) {
			process.stdout.write(`${version}\n`);
			return 0;
		}

		return await runScreen(given);
	} catch (error) {
		if (error instanceof MaestroError) {
			process.stderr.write(`maestro-tui: ${error.message}\n`);
			return refusals[error.code].exitCode;
		}

		throw error;
	}
};

const runScreen = async (given: ReturnType<typeof parseWords>['flags']): Promise<number> => {
	if (!process.stdin.isTTY || !process.stdout.isTTY) {
		throw new MaestroError(
			'malformed',
			'This needs a terminal to draw on and to read keys from; for scripts there is: maestro --help',
		);
	}

	const environment = {
		...process.env,
		...(typeof given.session === 'string' ? {MAESTRO_MULTIPLEXER_SESSION: given.session} : {}),
		...(typeof given.multiplexer === 'string' ? {MAESTRO_MULTIPLEXER: given.multiplexer} : {}),
	};
	const wanted = typeof given.server === 'string' ? given.server : undefined;
	const paths = pathsOf(environment);
	const find = async () => findServer({wanted, environment, paths, fetch: globalThis.fetch});

	const locate = async (): Promise<FoundServer> => {
		const found = await find();
		if (found !== undefined) {
			return found;
		}

		// A start that was tried before and failed says why for as long as it is so.
		if (client.store.get().connection.phase !== 'lost') {
			client.store.send({event: 'connection:starting', data: {text: 'Starting the server'}});
		}

		const findOurs = async () => findOwnServer({paths, fetch: globalThis.fetch});
		return startServer({find: findOurs, command: [process.execPath, build.door, 'server', 'run'], environment, paths});
	};

	const client: Client = createClient({
		locate,
		fetch: globalThis.fetch,
		clock: Date.now,
		random: Math.random,
		multiplexerFor: createMultiplexers({session: environment.MAESTRO_MULTIPLEXER_SESSION ?? 'maestro', environment}).at,
		takeOver: async (command, without) =>
			runAtTerminal(command, {...environment, ...Object.fromEntries(without.map(name => [name, undefined]))}),
		openTerminal: createOpenTerminal({environment, paths, platform: process.platform}),
		outputReaderFor: agent => agents.find(({id}) => id === agent)?.readOutput,
		preferredMultiplexer: async () => preferMultiplexer({environment, paths}),
		createKey: randomUUID,
		drafts: keepDrafts(paths.drafts),
		saveFile: createSaveFile(process.cwd()),
	});

	const stopping = new AbortController();
	const screen = mountScreen({
		client,
		theme: themeFor(given.theme, environment),
		stdin: process.stdin,
		stdout: process.stdout,
		stderr: process.stderr,
	});
	for (const name of ['SIGTERM', 'SIGHUP', 'SIGINT'] as const) {
		process.once(name, screen.unmount);
	}

	process.stdout.on('error', error => {
		// The terminal was closed: there is nothing to draw on, and nobody to tell.
		if (hasCode(error, 'EIO') || hasCode(error, 'EPIPE')) {
			process.exit(0);
		}

		throw error;
	});

	offerFolder({store: client.store, workTree: findWorkTree(process.cwd()), signal: stopping.signal});
	// A bug in a feed ends the screen, so that the terminal is whole again when it is told.
	const following = client.follow(stopping.signal).catch((error: unknown) => {
		screen.unmount();
		throw error;
	});
	await screen.waitUntilExit();
	stopping.abort();
	await following;
	return 0;
};

const themeFor = (name: unknown, {NO_COLOR, TERM}: Readonly<Record<string, string | undefined>>): Theme => {
	const isColourless = (NO_COLOR !== undefined && NO_COLOR !== '') || TERM === 'dumb';
	// The name of one that is not there was refused with the other flags.
	return chooseTheme({name: typeof name === 'string' ? name : undefined, isColourless}) ?? plain;
};
