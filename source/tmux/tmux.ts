import type {Multiplexer, Support} from '../multiplexer/multiplexer.js';
import {refuseSessionName} from '../multiplexer/refuse.js';
import type {Run} from '../system/run.js';
import type {Talk} from '../system/talk.js';
import {capture} from './capture.js';
import {closeWindow} from './close.js';
import type {Environment} from './environment.js';
import {insideOf} from './inside.js';
import {createOpening} from './open.js';
import {createServer} from './server.js';
import {createShowing} from './show.js';
import {createStopping} from './stop.js';
import {pasteText, typeLine} from './type.js';
import {isAtLeast} from './version.js';
import {createWatching} from './watch.js';
import {createListing} from './windows.js';

/** Bytes; ten times as many arrive whole, and no person reads them in a prompt. */
const pasteBytes = 1024 * 1024;

type Options = {
	readonly run: Run;
	readonly talk: Talk;
	/** The session that windows are opened in: letters, digits, `-` and `_`. */
	readonly session: string;
	/** An absolute path, or a name as for `tmux -L`; the server that a bare `tmux` would take unless given. */
	readonly socket?: string | undefined;
	/** The variables that we were started with. */
	readonly environment: Environment;
};

/**
tmux 3.2 and newer. Windows are known by an option on their pane, never by a name, so they stay ours whatever people call them
and wherever they move them. Starts a server only to open a window in it.
*/
export const createTmux = ({run, talk, session, socket, environment}: Options): Multiplexer => {
	refuseSessionName(session);
	const server = createServer({run, talk, socket, environment});
	const listWindows = createListing({server, run});
	const {jump, attach} = createShowing({server, session, inside: insideOf(environment)});

	return {
		name: 'tmux',

		get supports(): Support {
			const version = server.known()?.version;
			return {
				signals: version !== undefined && isAtLeast(version, [3, 3]),
				colours: true,
				history: true,
				changes: 'told',
				typing: 'guarded',
				pasteBytes,
				pasteIsListed: false,
				unattended: true,
			};
		},

		async find() {
			const {socket, version} = await server.find();
			return {version: version.text, address: socket, session};
		},

		listWindows,
		openWindow: createOpening({server, session, environment, listWindows}),
		capture: async (window, options) => capture(server, window, options),
		typeLine: async (window, text, options) => typeLine(server, window, text, options),
		pasteText: async (window, text, options) => pasteText(server, window, text, {...options, pasteBytes}),
		jump,
		attach,
		watch: createWatching({server, session}),
		stop: createStopping({run, listWindows}),
		closeWindow: async window => closeWindow(server, window),
	};
};
