import {type Capability, desktopName} from '../protocol/health.js';
import type {ServerInfo} from './event.js';
import type {State} from './state/index.js';

/** What a server has to be able to do for something: `server` for being there at all. */
export type Need = 'server' | Capability;

type Lack = {
	/** What a server without it cannot do, as it goes on behind its name. */
	readonly cannot: string;
	/** What there is instead, without a full stop. */
	readonly instead: string;
};

/**
What cannot be done with a server that lacks a capability, and what is offered in its place. Every word that the app says about it is from here:
notices, help, screens, and the table of the README.
*/
export const lacks: Readonly<Record<Capability, Lack>> = {
	messages: {cannot: 'keeps no messages', instead: 'jump to the window of a session, and write there'},
	receipts: {
		cannot:
			'keeps no states of messages (delivered, read, expired), no priorities, rules, templates or statistics of them, and neither exports nor deletes them',
		instead:
			'a message says what is known of it, as that it was written to the pane or shown by a hook, and else that nothing is; a search finds all of them',
	},
	dispatch: {cannot: 'starts no agents', instead: 'start one yourself, and adopt it with: maestro session adopt'},
	runs: {
		cannot: 'runs nothing by itself, so it has no headless runs, no logs of them, and no arguments for agent programs',
		instead:
			'agents run in windows that this app opens: their panes are shown, and stopped from here; of those elsewhere it is shown what they said last, and they can be marked as stopped',
	},
	orders: {
		cannot: 'asks no app to open windows, and starts no agents as team members',
		instead: 'it opens windows itself, as its modes say',
	},
	'work-trees': {
		cannot: 'makes and removes no work trees of tasks',
		instead: 'a dispatch can make one for its session alone, which goes when that session is deleted',
	},
	names: {
		cannot: 'gives sessions no other names',
		instead: 'give the task another title, pin the session, or find it by its task',
	},
	timeline: {cannot: 'has no histories', instead: 'what sessions bring along themselves is shown'},
	multiplexer: {
		cannot: 'says nothing of a multiplexer, nor of its process',
		instead: 'windows are opened in the multiplexer that this app was started in',
	},
	'team-members': {cannot: 'has no team members', instead: 'modes say which agent is started, and how'},
	docs: {cannot: 'keeps no documents of sessions', instead: 'they stand in the folders that the agents work in'},
	digests: {
		cannot: 'does not tell what agents said last',
		instead: 'the pane or the log of a session shows it, and what it wrote is in the inbox',
	},
};

/** What a server is called where it is said what it cannot do. */
const serverWords = ({name, url}: Pick<ServerInfo, 'name' | 'url'>): string =>
	name === desktopName ? 'The Maestro desktop server' : `The server at ${url}`;

/** What a server cannot do, and what is offered instead. */
export const sayLack = (capability: Capability, server: Pick<ServerInfo, 'name' | 'url'>): string => {
	const {cannot, instead} = lacks[capability];
	return `${serverWords(server)} ${cannot}; instead: ${instead}`;
};

/** Whether the server can do something, as far as it was ever said what it can. */
export const can = ({connection}: Pick<State, 'connection'>, capability: Capability): boolean =>
	connection.server?.capabilities.includes(capability) === true;

/** Why something cannot be done with this very server, whether or not it is connected to; nothing before one is known. */
export const whyLacking = (need: Need | undefined, {connection}: Pick<State, 'connection'>): string | undefined => {
	const {server} = connection;
	return need === undefined || need === 'server' || server === undefined || server.capabilities.includes(need)
		? undefined
		: sayLack(need, server);
};
