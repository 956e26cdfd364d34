import path from 'node:path';
import type {z} from 'zod';
import type {Dispatcher} from '../../dispatch/dispatch.js';
import type {WorkTrees} from '../../dispatch/work-trees.js';
import {MaestroError} from '../../domain/errors.js';
import type {ModelProfile} from '../../domain/model-profile.js';
import {operatorId, roleOf, type Session} from '../../domain/session.js';
import type {TeamMember} from '../../domain/team-member.js';
import type {spawnSession} from '../../protocol/spawn.js';
import {refuseMoreAuthority} from '../authority.js';
import type {Links} from '../links.js';
import type {Orders} from '../orders.js';
import type {Caller} from '../route.js';
import type {SessionTasks} from '../session-tasks.js';
import type {Sessions} from '../sessions.js';
import type {Collection} from '../stores/collection.js';
import type {TeamMembers} from '../team/members.js';
import {launchOf, modelArgs} from './launch.js';
import {notedOf} from './noted.js';
import {usualMode} from './order-again.js';
import {modeFor, type Role, roleIn, wordsFor} from './role.js';

export type SpawnBody = z.output<typeof spawnSession.body>;

type Spawned = {
	readonly session: Session;
	/** It ran already, and nothing was started. */
	readonly isReused: boolean;
	/** The folder of what its agent was started with. */
	readonly folder: string;
};

export type Spawning = {
	/**
	Starts an agent as the real server's clients ask for it, once for each task, role and team member. Refuses what the session that asks may not
	give.
	*/
	readonly spawn: (caller: Caller, body: SpawnBody) => Promise<Spawned>;
};

type Options = {
	readonly sessions: Pick<Sessions, 'get' | 'find'>;
	readonly orders: Orders;
	readonly dispatcher: Pick<Dispatcher, 'dispatch'>;
	readonly workTrees: Pick<WorkTrees, 'create'>;
	readonly links: Pick<Links, 'add'>;
	readonly sessionTasks: Pick<SessionTasks, 'link' | 'admit'>;
	readonly teamMembers: TeamMembers;
	readonly modelProfiles: () => Promise<Pick<Collection<ModelProfile>, 'get'>>;
	/** Where the folders of runs are. */
	readonly runsFolder: string;
};

/**
Starts sessions in the way of the real server (contract §8), with the dispatcher of this one.
*/
export const createSpawning = (options: Options): Spawning => {
	const {sessions, orders, dispatcher, workTrees, links, sessionTasks, teamMembers, modelProfiles, runsFolder} =
		options;

	const membersIn = async (
		body: SpawnBody,
		projectId: string,
		role: Role | undefined,
	): Promise<readonly TeamMember[]> => {
		const one = body.teamMemberId === undefined ? [] : [body.teamMemberId];
		const ids = [...new Set([...one, ...(body.teamMemberIds ?? [])])];
		const members = await Promise.all(ids.map(async id => teamMembers.get(id, projectId)));
		const gone = members.find(({status}) => status === 'archived');
		if (gone !== undefined) {
			throw new MaestroError('malformed', `The team member ${gone.name} (${gone.id}) is archived: unarchive it first`);
		}

		return members.length === 0 && role === 'coordinator'
			? [await teamMembers.get(`tm_${projectId}_coordinator`, projectId)]
			: members;
	};

	/** How a member's agent is started: its own words before those of its profile. */
	const launchOfMember = async (member: TeamMember | undefined) => {
		const profile =
			member?.modelProfileId === undefined ? undefined : (await modelProfiles()).get(member.modelProfileId);
		return [
			...(member === undefined ? [] : [member]),
			...(profile === undefined ? [] : [{launchConfig: profile.launchConfig}]),
		];
	};

	const spawn = async (caller: Caller, body: SpawnBody): Promise<Spawned> => {
		const parent = parentIn(caller, body, sessions);
		const subjects = body.taskIds.map(orders.subjectOf);
		const [first, ...others] = subjects;
		if (first === undefined) {
			throw new MaestroError('malformed', 'Body: taskIds: expected at least one task');
		}

		const {task, project} = first;
		refuseStrangers(body, project.id, subjects);
		sessionTasks.admit(caller, body.taskIds);

		const wanted = roleIn(body.mode);
		const members = await membersIn(body, project.id, wanted);
		const role = wanted ?? roleIn(members[0]?.mode) ?? 'worker';
		// A coordinator is a member of the project that nobody has to ask for.
		const [member] = body.teamMemberId === undefined && body.teamMemberIds === undefined ? [] : members;
		const asked = [body, (member && body.memberOverrides?.[member.id]) ?? {}];
		const launch = launchOf([...asked, ...(await launchOfMember(members[0]))]);
		const delegates = await Promise.all(
			(body.delegateTeamMemberIds ?? []).map(async id => teamMembers.get(id, project.id)),
		);
		const named = {
			...{mode: usualMode, taskId: task.id, agent: launch.agent, permission: launch.permission},
			...{extras: [], parentSessionId: parent?.id},
			words: wordsFor({
				...{members, delegates, directive: body.initialDirective},
				tasks: others.map(other => other.task),
			}),
		};
		const planned = await orders.orderOf(named);
		const extras = modelArgs(planned.agent, launch.model);
		if (parent !== undefined) {
			refuseMoreAuthority({...planned, extras, permission: launchOf(asked).permission});
		}

		const {workTree} = body.useWorktree === true ? await workTrees.create(task, project) : {};

		const order = await orders.orderOf({...named, extras});
		const {session, isReused} = await dispatcher.dispatch({
			...order,
			mode: modeFor(order.mode, role, member),
			noted: notedOf({body, role, parent, members, project, launch, workTree}),
		});
		await links.add(task.id, session.id, {isBegun: true});
		for (const other of isReused ? [] : others) {
			await sessionTasks.link(session.id, other.task.id);
		}

		return {
			session: sessions.find(session.id) ?? session,
			isReused,
			folder: path.join(runsFolder, session.run?.id ?? ''),
		};
	};

	return {spawn};
};

/** The session that starts another one; `undefined` for the operator. */
const parentIn = (
	{id, isOperator}: Caller,
	{spawnSource, sessionId}: SpawnBody,
	sessions: Options['sessions'],
): Session | undefined => {
	if (id === operatorId && spawnSource === 'ui') {
		return undefined;
	}

	if (id === operatorId) {
		throw new MaestroError('malformed', 'X-Session-Id: expected the session that starts another one, got none');
	}

	if (spawnSource === 'session' && sessionId === undefined) {
		throw new MaestroError('malformed', 'Body: sessionId: expected the session that starts another one, got none');
	}

	if (roleOf(sessions.get(id)) !== 'orchestrator') {
		throw new MaestroError('not-allowed', `Only coordinators start sessions, and ${id} is a worker`);
	}

	const parentId = sessionId ?? id;
	if (parentId !== id && !isOperator) {
		throw new MaestroError('not-allowed', `sessionId names another session than ${id}, which asks`);
	}

	return sessions.get(parentId);
};

/** A session works on the tasks of one project. */
const refuseStrangers = (
	{projectId}: SpawnBody,
	found: string,
	subjects: ReadonlyArray<ReturnType<Orders['subjectOf']>>,
): void => {
	const stranger = subjects.find(({project}) => project.id !== (projectId ?? found));
	if (stranger !== undefined) {
		throw new MaestroError('project-not-found', `${stranger.task.id} is no task of ${projectId ?? found}`);
	}
};
