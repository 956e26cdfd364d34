import {operatorId} from '../../domain/session.js';
import type {Call} from '../../protocol/call.js';
import {listModes} from '../../protocol/dispatch.js';
import {listMessages} from '../../protocol/messages.js';
import {listProjects} from '../../protocol/projects.js';
import {listSessions} from '../../protocol/sessions.js';
import {listTasks} from '../../protocol/tasks.js';
import type {Snapshot} from '../event.js';

const newestMessages = 2000;

/**
Everything that a server has for the screen. What it cannot do, it is not asked for.
*/
export const fetchSnapshot = async (
	call: Call,
	capabilities: readonly string[],
	signal: AbortSignal,
): Promise<Snapshot> => {
	const can = (capability: string): boolean => capabilities.includes(capability);
	const [projects, tasks, sessions, messages, modes] = await Promise.all([
		call(listProjects, {signal}),
		call(listTasks, {signal}),
		call(listSessions, {query: {fields: 'full'}, signal}),
		can('messages')
			? call(listMessages, {params: {id: operatorId}, query: {box: 'all', limit: newestMessages}, signal})
			: [],
		can('dispatch') ? call(listModes, {signal}) : [],
	]);

	return {projects, tasks, sessions, messages, modes};
};
