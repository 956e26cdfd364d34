import {MaestroError} from '../../domain/errors.js';
import {operatorId} from '../../domain/session.js';
import type {Call} from '../../protocol/call.js';
import {listHolds, listMessages} from '../../protocol/messages.js';
import {type OneByOne, oneByOne} from '../../protocol/one-by-one.js';
import {listProjects} from '../../protocol/projects.js';
import {listSessions} from '../../protocol/sessions.js';
import {listTasks} from '../../protocol/tasks.js';
import {listTeamMembers} from '../../protocol/team-members.js';
import type {Snapshot} from '../event.js';

const newestMessages = 2000;

type FetchedSnapshot = {
	readonly snapshot: Snapshot;
	/** What the server has and nobody here can read, told in words; nothing where all could be read. */
	readonly leftOut: string | undefined;
};

/**
Everything that a server of ours has for the screen. What it cannot do, it is not asked for; of what it has, one that cannot be read is left
out, and all others are there.
*/
export const fetchSnapshot = async (
	call: Call,
	capabilities: readonly string[],
	signal: AbortSignal,
): Promise<FetchedSnapshot> => {
	const can = (capability: string): boolean => capabilities.includes(capability);
	const query = {box: 'all', limit: newestMessages} as const;
	const [projects, tasks, sessions, messages, holds, members] = await Promise.all([
		call(oneByOne(listProjects), {signal}),
		call(oneByOne(listTasks), {signal}),
		call(oneByOne(listSessions), {query: {fields: 'full'}, signal}),
		can('messages') ? call(oneByOne(listMessages), {params: {id: operatorId}, query, signal}) : none,
		can('messages') ? call(oneByOne(listHolds), {signal}).catch(whereThereAre) : none,
		can('team-members') ? call(oneByOne(listTeamMembers), {signal}).catch(whereThereAre) : none,
	]);

	const lists = {projects, tasks, sessions, messages, holds, 'team members': members};
	return {
		snapshot: {
			projects: projects.items,
			tasks: tasks.items,
			sessions: sessions.items,
			messages: messages.items,
			holds: holds.items,
			members: members.items,
		},
		leftOut: sayLeftOut(lists),
	};
};

const none: OneByOne<never> = {items: [], leftOut: []};

/** A server with messages need not hold exchanges, and one that says it has members may have no list of them. */
const whereThereAre = (error: unknown): OneByOne<never> => {
	if (error instanceof MaestroError && error.code === 'not-found') {
		return none;
	}

	throw error;
};

export const sayLeftOut = (lists: Readonly<Record<string, OneByOne<unknown>>>): string | undefined => {
	const parts = Object.entries(lists)
		.filter(([, {leftOut}]) => leftOut.length > 0)
		.map(([name, {leftOut}]) => `${leftOut.length} of its ${name}, the first ${leftOut[0]}`);
	return parts.length === 0 ? undefined : `The server has what cannot be read, and is not shown: ${parts.join('; ')}`;
};
