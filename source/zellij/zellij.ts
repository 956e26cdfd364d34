import type {Multiplexer, Support} from '../multiplexer/multiplexer.js';
import {refuseSessionName} from '../multiplexer/refuse.js';
import {type Clock, clock} from '../system/clock.js';
import type {Run} from '../system/run.js';
import {capture} from './capture.js';
import {createClosing} from './close.js';
import type {Environment} from './environment.js';
import {createGuest} from './guest.js';
import {insideOf} from './inside.js';
import {createOpening} from './open.js';
import {refuseSocket} from './refuse.js';
import {createRegistry} from './registry.js';
import {createServer} from './server.js';
import {createShowing} from './show.js';
import {folderOf, socketOf} from './socket.js';
import {createStopping} from './stop.js';
import {createTurns} from './turns.js';
import {pasteText, typeLine} from './type.js';
import {losesUnattended} from './version.js';
import {createWatching} from './watch.js';
import {createListing} from './windows.js';

/** Bytes: Linux takes no longer argument, with a NUL behind it. */
const pasteBytes = 128 * 1024 - 1;

type Options = {
	readonly run: Run;
	/** The session that windows are opened in: letters, digits, `-` and `_`. */
	readonly session: string;
	/** The absolute path of the session's socket; the one that a bare `zellij` would take unless given. */
	readonly socket?: string | undefined;
	/** The absolute path of a folder of ours, where what is known of windows is kept. */
	readonly registry: string;
	/** The variables that we were started with. */
	readonly environment: Environment;
	readonly now?: Clock | undefined;
};

/**
zellij 0.44.1 and newer. Windows are tabs, known by files of ours and by a mark among the words that their pane runs, never by a name, so
they stay ours whatever people call them and wherever they move them. Starts a session only to open a window in it.
*/
export const createZellij = ({
	run,
	session,
	socket: given,
	registry: root,
	environment,
	now = clock,
}: Options): Multiplexer => {
	refuseSessionName(session);
	const usual = socketOf(session, environment);
	const socket = given ?? usual;
	refuseSocket(socket, session);
	const server = createServer({run, session, socket, isUsual: socket === usual, environment});
	const registry = createRegistry(root, socket);
	const turns = createTurns({file: registry.lock});
	const guest = createGuest({server, registry, run, turns});
	const listing = createListing({server, registry, run});
	const folder = socket === usual ? undefined : folderOf(socket);
	let canVisit = false;

	return {
		name: 'zellij',

		get supports(): Support {
			return {
				signals: false,
				colours: true,
				history: true,
				changes: 'asked',
				typing: 'checked',
				pasteBytes,
				pasteIsListed: true,
				unattended: canVisit || !losesUnattended(server.known()),
			};
		},

		async find() {
			const version = await server.find();
			canVisit = await guest.isPossible();
			return {version: version.text, address: socket, session};
		},

		listWindows: async () => (await listing.look()).map(({window}) => window),
		openWindow: createOpening({server, registry, guest, listing, now}),
		capture: async (window, options) => capture(server, listing, window, options),
		typeLine: async (window, text, options) => typeLine(server, listing, window, text, options),
		pasteText: async (window, text, options) => pasteText(server, listing, window, text, {...options, pasteBytes}),
		...createShowing({server, guest, listing, inside: insideOf(environment), folder}),
		watch: createWatching({listing}),
		stop: createStopping({run, listing}),
		closeWindow: createClosing({server, registry, turns, listing}),
	};
};
