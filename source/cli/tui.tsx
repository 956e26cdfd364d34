import {randomUUID} from 'node:crypto';
import {homedir} from 'node:os';
import {setImmediate as nextTurn} from 'node:timers/promises';
import {agents} from '../agents/index.js';
import type {Tools} from '../client/actions/tools.js';
import {type Client, createClient} from '../client/client.js';
import {MaestroError, refusals} from '../domain/errors.js';
import {type ThemeName, themeNames} from '../domain/settings.js';
import {createTakeKeys, keyTable} from '../keymap/take-keys.js';
import {boundNewSpace} from '../system/bound-new-space.js';
import {fetchText} from '../system/fetch-text.js';
import {createPace} from '../system/pace.js';
import {settingsFile} from '../system/settings.js';
import {runAtTerminal} from '../system/spawn.js';
import {findWorkTree} from '../system/work-tree.js';
import {mountScreen} from '../views/mount.js';
import {aroundOf} from './around.js';
import type {Flag} from './command.js';
import {createMultiplexers, drivers} from './drivers.js';
import {createEditText} from './edit-text.js';
import {hideSecrets} from './hide-secrets.js';
import {pathsOf} from './home.js';
import {createJobControl} from './job-control.js';
import {keepDrafts} from './keep-drafts.js';
import {keepPlace} from './keep-place.js';
import {keepSettings} from './keep-settings.js';
import {keepTerminal} from './keep-terminal.js';
import {createLocate} from './locate-server.js';
import {createLogin} from './log-in.js';
import {offerFolder} from './offer-folder.js';
import {createOpenTerminal} from './open-terminal.js';
import type {Parsed} from './parse.js';
import {preferMultiplexer} from './prefer-multiplexer.js';
import {createSaveFile} from './save-file.js';
import {addressVariables} from './server-address.js';
import {lookOf} from './terminal-look.js';
import {usageOf} from './usage.js';
import {version} from './version.js';
import {wireSpawner} from './wire-spawner.js';

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
	theme: {type: 'string', placeholder: 'T', choices: [...themeNames], help: 'How it looks'},
	screenReader: {type: 'boolean', help: 'Tell everything in lines that can be read aloud'},
	readOnly: {
		type: 'boolean',
		help: 'Show everything and change nothing: whatever would is refused, and no server is started',
	},
	observe: {type: 'boolean', help: 'Do nothing unasked: where no server runs none is started, and nothing is offered'},
	version: {type: 'boolean', help: 'Print the version'},
};

const usage = {
	name: 'maestro-tui',
	isProgram: true,
	usage: '',
	summary: 'The full-screen app: see, start, answer and stop agents',
	flags,
};

/**
The app: mounts the screen at once, and then finds a server, or starts one. Answers the exit code when the operator has left.
*/
export const main = async (words: readonly string[]): Promise<number> => {
	try {
		// What reads words is not needed where there are none.
		const given = words.length === 0 ? {} : (await import('./parse.js')).parseWords(usage, words).flags;
		if (given.help === true) {
			process.stdout.write(`${usageOf(usage)}\n`);
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

const runScreen = async (given: Parsed['flags']): Promise<number> => {
	if (!process.stdin.isTTY || !process.stdout.isTTY) {
		throw new MaestroError(
			'malformed',
			'This needs a terminal to draw on and to read keys from; for scripts there is: maestro --help',
		);
	}

	const stopping = new AbortController();
	boundNewSpace(newSpaceBytes, stopping.signal);
	const inherited = hideSecrets(process.argv, 'maestro-tui');
	const environment = {
		...process.env,
		...(typeof given.session === 'string' ? {MAESTRO_MULTIPLEXER_SESSION: given.session} : {}),
		...(typeof given.multiplexer === 'string' ? {MAESTRO_MULTIPLEXER: given.multiplexer} : {}),
	};
	const wanted = typeof given.server === 'string' ? given.server : undefined;
	const readsAloud = given.screenReader === true || process.env.INK_SCREEN_READER === 'true';
	const paths = pathsOf(environment);
	const login = createLogin({folder: paths.logins, clock: Date.now});
	const locate = createLocate({
		...{wanted, given: inherited, environment, paths},
		whyNotStart() {
			const {readOnly, isObserving} = client.store.get().surroundings;
			return readOnly === 'no' ? (isObserving ? 'a screen that observes' : undefined) : 'a screen that is read-only';
		},
		starting() {
			// A start that was tried before and failed says why for as long as it is so.
			if (client.store.get().connection.phase !== 'lost') {
				client.store.send({event: 'connection:starting', data: {text: 'Starting the server'}});
			}
		},
	});

	const multiplexers = createMultiplexers({session: environment.MAESTRO_MULTIPLEXER_SESSION ?? 'maestro', environment});
	const takeOver: Tools['takeOver'] = async (command, without) =>
		runAtTerminal(command, {...environment, ...Object.fromEntries(without.map(name => [name, undefined]))});

	const client: Client = createClient({
		locate,
		fetch: fetchText,
		clock: Date.now,
		random: Math.random,
		multiplexerFor: multiplexers.at,
		takeOver,
		editText: createEditText({environment, takeOver}),
		openTerminal: createOpenTerminal({environment, paths, platform: process.platform}),
		outputReaderFor: agent => agents.find(({id}) => id === agent)?.readOutput,
		preferredMultiplexer: async () => preferMultiplexer({environment, paths}),
		createKey: randomUUID,
		drafts: keepDrafts(paths.drafts),
		place: keepPlace(paths.place),
		settings: {
			keeper: keepSettings(settingsFile({environment, platform: process.platform, home: homedir()})),
			takeKeys: createTakeKeys(),
			keyTable,
			// The cast: one that is no theme was refused with the other flags.
			overrides: {
				...(given.theme === undefined ? {} : {theme: given.theme as ThemeName}),
				...(readsAloud ? {screenReader: true} : {}),
			},
		},
		spawner: {
			hostFor: wireSpawner({
				...{multiplexers, environment, paths},
				named: [wanted, ...addressVariables.map(name => process.env[name])],
			}),
		},
		login: {
			logIn: login.logIn,
			logOut: async url => void (await login.logOut(url)),
		},
		around: aroundOf(environment),
		saveFile: createSaveFile(process.cwd()),
	});

	const isSpoken = client.store.get().settings.values.screenReader;
	client.store.send(
		{event: 'terminal:known', data: {...lookOf(environment), isSpoken}},
		{
			event: 'limits:set',
			data: {readOnly: given.readOnly === true ? 'always' : 'no', isObserving: given.observe === true},
		},
	);
	const pace = createPace(process.stdout);
	const jobControl = createJobControl();
	const screen = mountScreen({
		client,
		stdin: process.stdin,
		stdout: process.stdout,
		stderr: process.stderr,
		setWaiting: pace.setWaiting,
		stopProgram: jobControl.stopProgram,
	});
	keepTerminal({screen, pace});
	jobControl.follow({stop: client.terminal.stop, comeBack: screen.comeBack}, stopping.signal);

	// What follows loads and does a lot, and whoever has started this looks at nothing until the first frame is there.
	await untilDrawn();
	if (given.observe !== true && given.readOnly !== true) {
		offerFolder({store: client.store, workTree: findWorkTree(process.cwd()), signal: stopping.signal});
	}

	// A bug in a feed ends the screen, so that the terminal is whole again when it is told.
	const following = client.follow(stopping.signal).catch((error: unknown) => {
		screen.unmount();
		throw error;
	});
	try {
		await screen.waitUntilExit();
	} finally {
		stopping.abort();
	}

	await following;
	return 0;
};

/** Half of it is used at a time, and a frame makes a few MiB: a quarter of what V8 would take costs a twentieth more CPU. */
const newSpaceBytes = 16 * 1024 * 1024;

/** Drawing waits for a turn of its own, and then another one for the terminal. */
const untilDrawn = async (): Promise<void> => {
	for (let turn = 0; turn < 3; turn += 1) {
		await nextTurn();
	}
};
