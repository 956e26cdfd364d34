import {commandLine} from '../domain/shell.js';
import type {Attach, Jump, WindowReference} from '../multiplexer/multiplexer.js';
import {type Client, clientOf, createClientRecords, readClients} from './clients.js';
import {failed, saysGone, saysServerDied, windowGone} from './complaints.js';
import {keyOption} from './guard.js';
import type {Surroundings} from './inside.js';
import {keyFor} from './keys.js';
import {createRecords} from './records.js';
import type {Answer, TmuxServer} from './server.js';

type Options = {
	readonly server: TmuxServer;
	readonly session: string;
	/** The tmux that this terminal is in, if any. */
	readonly inside: Surroundings | undefined;
};

const fields = [
	'pane_id',
	keyOption,
	'session_id',
	'session_name',
	'window_id',
	'pid',
	'socket_path',
	'prefix',
] as const;

type Place = Readonly<Record<(typeof fields)[number], string>>;

type Sight = {
	readonly place: Place;
	readonly clients: readonly Client[];
	/** What `list-keys` printed. */
	readonly keys: string;
};

/**
Brings a window before a person: the one at this terminal, or one at a terminal that is opened for it. A terminal that shows this server
is switched; any other one is handed over to tmux.
*/
export const createShowing = ({server, session, inside}: Options) => {
	const look = async ({id, paneId, key}: WindowReference): Promise<Sight> => {
		const panes = createRecords(fields);
		const clients = createClientRecords();
		const {stdout, complaint} = await server.call([
			['list-panes', '-a', '-F', panes.format],
			['list-clients', '-F', clients.format],
			// The last, as it fails where somebody has removed all keys.
			['list-keys', '-T', 'prefix'],
		]);
		const places = panes.read(stdout).filter(place => place.pane_id === paneId && place[keyOption] === key);
		const place = places.find(({session_name}) => session_name === session) ?? places[0];
		if (place === undefined) {
			throw stdout !== '' || saysGone(complaint) || saysServerDied(complaint)
				? windowGone(id)
				: failed(`look for window ${id}`, complaint);
		}

		return {place, clients: readClients(clients, stdout), keys: stdout};
	};

	const bringForward = async ({pane_id, session_id, window_id}: Place): Promise<void> => {
		done(
			await server.call([
				// With its session: alone, the id of a window in several sessions may bring it forward in another.
				['select-window', '-t', `${session_id}:${window_id}`],
				['select-pane', '-t', pane_id],
			]),
			pane_id,
		);
	};

	const switchClient = async ({place, keys}: Sight, before: Client): Promise<Jump> => {
		const records = createClientRecords();
		const answer = done(
			await server.call([
				['switch-client', '-c', before.name, '-t', place.pane_id],
				['list-clients', '-F', records.format],
			]),
			place.pane_id,
		);
		const after = readClients(records, answer.stdout).find(({name}) => name === before.name) ?? before;
		return {kind: 'done', wayBack: press(place.prefix, keys, commandBack(before, after))};
	};

	const attach = async (reference: WindowReference): Promise<Attach> => {
		const {place} = await look(reference);
		await bringForward(place);
		return attachTo(place);
	};

	const jump = async (reference: WindowReference): Promise<Jump> => {
		const sight = await look(reference);
		const {place, clients, keys} = sight;
		const attached = attachTo(place);
		// The number of the process, as one socket can be spelled in several ways.
		if (inside?.serverPid !== Number(place.pid)) {
			await bringForward(place);
			return {
				kind: 'take-over',
				...attached,
				wayBack: press(place.prefix, keys, 'detach-client', inside !== undefined),
			};
		}

		const client = clientOf(inside.paneId, clients);
		if (client !== undefined) {
			return switchClient(sight, client);
		}

		// Never an attach from here: a pane of this server would show the server that it is in.
		await bringForward(place);
		return {
			kind: 'tell',
			command: commandLine(attached.command),
			why: 'This runs in tmux, and no terminal is attached to it that could be switched: type this in one',
		};
	};

	return {jump, attach};
};

const attachTo = (place: Place): Attach => ({
	command: ['tmux', '-u', '-S', place.socket_path, 'attach-session', '-t', targetOf(place)],
	watching: ['tmux', '-u', '-S', place.socket_path, 'attach-session', '-r', '-t', targetOf(place)],
	without: ['TMUX', 'TMUX_PANE'],
});

const done = (answer: Answer, id: string): Answer => {
	if (answer.isDone) {
		return answer;
	}

	throw saysGone(answer.complaint) ? windowGone(id) : failed(`switch to window ${id}`, answer.complaint);
};

// A person may have given a session any name; ours are plain.
const targetOf = ({session_id, session_name}: Place): string =>
	/^[A-Za-z0-9_][A-Za-z0-9_-]*$/.test(session_name) ? `=${session_name}` : session_id;

/** What takes a terminal back to where it was. */
const commandBack = (before: Client, after: Client): string => {
	if (before.sessionId !== after.sessionId) {
		return 'switch-client -l';
	}

	return before.windowId === after.windowId ? 'last-pane' : 'last-window';
};

const press = (prefix: string, keys: string, command: string, isNested = false): string => {
	const key = keyFor(command, keys);
	if (key === undefined || prefix === '' || prefix === 'None') {
		return `To come back, use your own key for ${command}.`;
	}

	return isNested
		? `To come back, press ${prefix} ${key}; where the tmux around this one takes ${prefix} for itself, ${prefix} ${prefix} ${key}.`
		: `To come back, press ${prefix} ${key}.`;
};
