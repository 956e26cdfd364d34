import {getMultiplexer, runStatus, stopRun, stopRunByGet} from '../dispatch.js';
import type {AnyEndpoint} from '../endpoint.js';
import {findInLog, getLog, readLog} from '../logs.js';
import {decideHold, deleteMessage, exportMessages, messageStats, readMessage} from '../messages.js';
import {getServer, stopServer} from '../server.js';
import {adoptSession, confirmTaking, listClients, registerAgent, renameSession, takeMessages} from '../sessions.js';
import {createWorkTree, getWorkTree, removeWorkTree} from '../work-trees.js';

/** What an endpoint is, whoever reads its answer. */
export const nameOf = ({method, path}: Pick<AnyEndpoint, 'method' | 'path'>): string => `${method} ${path}`;

const oursAlone = new Set(
	[
		...[stopRun, stopRunByGet, runStatus, getMultiplexer, getLog, readLog, findInLog],
		...[readMessage, deleteMessage, exportMessages, messageStats, decideHold],
		...[getServer, stopServer, listClients, adoptSession, registerAgent, takeMessages, confirmTaking],
		...[renameSession, createWorkTree, getWorkTree, removeWorkTree],
	].map(nameOf),
);

/** Whether a desktop server has nothing of what an endpoint of ours asks, and nothing else to answer it with. */
export const isOursAlone = (endpoint: AnyEndpoint): boolean => oursAlone.has(nameOf(endpoint));
