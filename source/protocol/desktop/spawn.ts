import {z} from 'zod';
import {MaestroError} from '../../domain/errors.js';
import type {Permission} from '../../domain/permission.js';
import {hasEnded, noted, roleOf, type Session} from '../../domain/session.js';
import type {TeamMember} from '../../domain/team-member.js';
import type {Call} from '../call.js';
import type {dispatchTask} from '../dispatch.js';
import {endpoint} from '../endpoint.js';
import {getProject} from '../projects.js';
import {id} from '../read.js';
import {listSessions} from '../sessions.js';
import {getTask} from '../tasks.js';
import {listTeamMembers} from '../team-members.js';

/** Has the server make a session, and ask who listens to open its window (contract §8). */
const spawnSession = endpoint({
	method: 'POST',
	path: '/api/sessions/spawn',
	body: z.strictObject({
		projectId: id,
		taskIds: z.array(id),
		mode: z.enum(['worker', 'coordinator']).optional(),
		teamMemberId: id.optional(),
		sessionName: z.string().optional(),
		agentTool: z.string().optional(),
		permissionMode: z.string().optional(),
		useWorktree: z.boolean().optional(),
		initialDirective: z.strictObject({subject: z.string(), message: z.string()}).optional(),
	}),
	answer: z.looseObject({sessionId: id}),
	status: 201,
});

type Order = NonNullable<z.output<typeof dispatchTask.body>>;

/** The agent programs that such a server knows, and the modes that it has for everybody. */
const agents = [
	['claude-code', 'Claude Code'],
	['codex', 'Codex'],
	['gemini', 'Gemini CLI'],
	['hermes', 'Hermes'],
] as const;

const roles = [
	['worker', 'Worker', 'Works on the task'],
	['coordinator', 'Coordinator', 'Splits the task, and starts and leads workers of its own'],
] as const;

const permissionModes = {
	ask: 'interactive',
	plan: 'readOnly',
	edit: 'acceptEdits',
	all: 'bypassPermissions',
} as const satisfies Record<Permission, string>;

type Options = {
	readonly call: Call;
	/** The same with the patience that making a session needs: a program of theirs runs for up to a minute. */
	readonly slowCall: Call;
};

/** What our endpoints of dispatching ask, answered with sessions that a desktop server spawns. */
export const createSpawning = ({call, slowCall}: Options) => {
	const membersOf = async (projectId: string): Promise<readonly NamedMember[]> =>
		named((await call(listTeamMembers, {query: {projectId}})).filter(({status}) => status === 'active'));

	const choose = async (taskId: string, mode: string) => {
		const task = await call(getTask, {params: {id: taskId}});
		const role = roles.find(([name]) => name === modeThere(mode))?.[0];
		const member =
			role === undefined
				? (await membersOf(task.projectId)).find(one => one.mode === mode || one.member.id === mode)?.member
				: undefined;
		if (role === undefined && member === undefined) {
			throw new MaestroError('mode-not-found', `${mode} is no mode of this server, and no team member of the project`);
		}

		return {task, role, member};
	};

	return {
		async modes(taskId: string | undefined, projectId: string | undefined) {
			const project =
				projectId ?? (taskId === undefined ? undefined : (await call(getTask, {params: {id: taskId}})).projectId);
			const members = project === undefined ? [] : await membersOf(project);
			return {
				modes: [
					...roles.map(([role, label, summary]) => ({
						...{id: role, label, summary, isHeadless: false},
						source: 'the Maestro desktop server',
					})),
					...members.map(({mode, member: {name, role, agentTool, scope}}) => ({
						...{id: mode, label: name, summary: role, isHeadless: false, agent: agentTool},
						source: scope === 'global' ? 'team member of every project' : 'team member',
					})),
				],
				problems: [],
			};
		},

		/** It does not say which of them are installed. */
		agents: async () =>
			agents.map(([agent, label]) => ({
				...{id: agent, label, version: 'as the server has it', canRunHeadless: false},
				permissions: Object.keys(permissionModes),
			})),

		async preview(taskId: string, mode: string, order: Order) {
			const {task, role, member} = await choose(taskId, mode);
			const {workingDir} = await call(getProject, {params: {id: task.projectId}});
			const isCoordinator = (role ?? member?.mode) === 'coordinator';
			return {
				command: ['maestro', isCoordinator ? 'orchestrator' : 'worker', 'init'],
				directory: order.workTree === true ? `a work tree of ${workingDir}` : workingDir,
				window: task.title || task.id,
				headless: false,
				agent: order.agent ?? member?.agentTool ?? 'claude-code',
				...(order.workTree === true ? {makesWorkTree: true} : {}),
				problem: whyNotOrder(order),
			};
		},

		async start(taskId: string, mode: string, order: Order) {
			const problem = whyNotOrder(order);
			if (problem !== undefined) {
				throw new MaestroError('not-allowed', problem);
			}

			const {task, role, member} = await choose(taskId, mode);
			const there = (await call(listSessions, {query: {taskId, fields: 'full'}})).find(
				session =>
					!hasEnded(session) &&
					(member === undefined
						? noted(session, 'teamMemberId') === undefined && roleName(session) === role
						: noted(session, 'teamMemberId') === member.id),
			);
			if (there !== undefined) {
				return {session: there.id, window: there.name, headless: false, isReused: true};
			}

			const {agent, permission, words, workTree} = order;
			const {sessionId} = await slowCall(spawnSession, {
				body: {
					projectId: task.projectId,
					taskIds: [taskId],
					mode: role,
					teamMemberId: member?.id,
					sessionName: task.title || undefined,
					agentTool: agent,
					permissionMode: permission === undefined ? undefined : permissionModes[permission],
					useWorktree: workTree === true ? true : undefined,
					initialDirective: words === undefined ? undefined : {subject: task.title || task.id, message: words},
				},
			}).catch(sayWhatIsLeft);
			return {session: sessionId, window: task.title || task.id, headless: false, isReused: false};
		},
	};
};

/** What ours calls an agent in a window, and commands take unless told otherwise, is a worker there. */
export const modeThere = (mode: string): string => (mode === 'interactive' ? 'worker' : mode);

type NamedMember = {
	readonly mode: string;
	readonly member: TeamMember;
};

/** Members by names that can be typed: their own, as far as letters go, or their ids where two would share one. */
const named = (members: readonly TeamMember[]): readonly NamedMember[] => {
	const taken = [...members.map(({name}) => plain(name)), ...roles.map(([role]) => role), 'interactive'];
	return members.map(member => {
		const mode = plain(member.name);
		return {member, mode: mode === '' || taken.filter(name => name === mode).length > 1 ? member.id : mode};
	});
};

const plain = (name: string): string =>
	name
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, '-')
		.replace(/^-+|-+$/g, '')
		.slice(0, 60);

/** The mode that a session was started in, as `modes` names it as far as the session says. */
export const modeOf = (session: Pick<Session, 'metadata'> & {readonly teamMemberSnapshot?: unknown}): string =>
	noted(session, 'teamMemberId') === undefined
		? roleName(session)
		: plain(snapshot.safeParse(session.teamMemberSnapshot).data?.name ?? '') || (noted(session, 'teamMemberId') ?? '');

const snapshot = z.looseObject({name: z.string()});

const roleName = (session: Pick<Session, 'metadata'>): 'worker' | 'coordinator' =>
	roleOf(session) === 'orchestrator' ? 'coordinator' : 'worker';

const whyNotOrder = ({extras = []}: Order): string | undefined =>
	extras.length === 0
		? undefined
		: `A Maestro desktop server starts agents by itself and takes no more arguments for them: leave away ${extras.join(' ')}`;

/** Without its own program the server fails after it has made the session, tells nobody, and leaves that behind (contract §8). */
const sayWhatIsLeft = (error: unknown): never => {
	if (error instanceof MaestroError && error.code === 'internal') {
		throw new MaestroError(
			'internal',
			`${error.message}; it may have left a session that stays "starting": look at the sessions, delete it, and check that the maestro program is installed where the server runs`,
			{cause: error},
		);
	}

	throw error;
};
