import {getMultiplexer, stopRun, stopRunByGet} from '../dispatch.js';
import type {AnyEndpoint} from '../endpoint.js';
import {findInLog, getLog, readLog} from '../logs.js';
import {decideHold, deleteMessage, exportMessages, messageStats, readMessage} from '../messages.js';
import {getServer, stopServer} from '../server.js';
import {adoptSession, confirmTaking, listClients, registerAgent, takeMessages} from '../session-agents.js';
import {renameSession} from '../sessions.js';
import {createWorkTree, getWorkTree, removeWorkTree} from '../work-trees.js';

/** What an endpoint is, whoever reads its answer. */
export const nameOf = ({method, path}: Pick<AnyEndpoint, 'method' | 'path'>): string => `${method} ${path}`;

/** What a desktop server cannot do, as it goes on behind its name, and what there is instead. */
const oursAlone: ReadonlyArray<readonly [endpoints: readonly AnyEndpoint[], cannot: string, instead: string]> = [
	[[stopRun, stopRunByGet], 'ends no programs', 'maestro session stop ID ends what runs in a window of this machine'],
	[[getMultiplexer], 'says nothing of a multiplexer', 'the app opens windows in the one that it was started in'],
	[[getLog, readLog, findInLog], 'keeps no logs', 'agents run in windows: maestro attach MODE TASK goes to one'],
	[[readMessage], 'keeps no states of messages', 'nothing need be done: who wrote one is not told that it was read'],
	[[deleteMessage], 'deletes no messages', 'nobody is shown more of them than the newest'],
	[[exportMessages], 'exports no messages', 'maestro message search prints them, with --json for programs'],
	[
		[messageStats],
		'keeps no statistics of messages',
		'maestro message search --json prints all that there is to count',
	],
	[[decideHold], 'holds nothing that sessions write to each other', 'stop one of them: maestro session stop ID'],
	[[getServer, stopServer], 'says nothing of its process, and is not ours to stop', 'stop it where it was started'],
	[
		[listClients, adoptSession, registerAgent],
		'takes in no agents that it has not started',
		'let it start them: maestro dispatch MODE TASK',
	],
	[
		[takeMessages, confirmTaking],
		'keeps no messages until an agent takes them',
		'they are written into the windows of agents, as prompts',
	],
	[[renameSession], 'gives sessions no other names', 'give the task another title: maestro task set ID --title T'],
	[
		[createWorkTree, getWorkTree, removeWorkTree],
		'makes and removes no work trees of tasks',
		'maestro dispatch MODE TASK --worktree makes one for its session, which goes with that',
	],
];

const refusals = new Map(
	oursAlone.flatMap(([endpoints, cannot, instead]) =>
		endpoints.map(endpoint => [nameOf(endpoint), `A Maestro desktop server ${cannot}; instead: ${instead}`] as const),
	),
);

/** Why a desktop server is not asked what an endpoint of ours asks, in words; nothing where it may be asked. */
export const whyOursAlone = (endpoint: AnyEndpoint): string | undefined => refusals.get(nameOf(endpoint));
