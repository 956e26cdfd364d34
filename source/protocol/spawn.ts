import {z} from 'zod';
import {endpoint} from './endpoint.js';
import {launchConfig} from './model-profiles.js';
import {fitsIn, id, line, text} from './read.js';
import {session} from './sessions.js';

/** No more than this of what is only noted. */
const noted = z.record(z.string().max(200), z.unknown()).refine(fitsIn(100_000), 'at most 100,000 characters as JSON');

const permissionMode = z.enum(['interactive', 'acceptEdits', 'readOnly', 'bypassPermissions']);

/** How an agent is started, as far as somebody says so. */
const launch = {
	launchConfig: launchConfig.optional(),
	agentTool: id.optional(),
	model: line(200).optional(),
	permissionMode: permissionMode.optional(),
};

/** The same of one team member, for this time only; what else is said of it is noted. */
const override = z.looseObject(launch);

/** A mode of the real product (contract §4); `coordinated-` says that another session starts it, which is known without. */
const spawnMode = z.enum([
	'worker',
	'coordinator',
	'coordinated-worker',
	'coordinated-coordinator',
	'execute',
	'coordinate',
]);

/**
Starts an agent for tasks, in a role or as a team member (contract §8). This server opens the window by itself. A session that asks gives its
agent no more authority than the operator has given to the member.
*/
export const spawnSession = endpoint({
	method: 'POST',
	path: '/api/sessions/spawn',
	body: z.strictObject({
		...launch,
		projectId: id.optional(),
		taskIds: z.array(id).min(1).max(50),
		/** What the team member says, else `worker`, unless given. */
		mode: spawnMode.optional(),
		spawnSource: z.enum(['ui', 'session']).default('ui'),
		/** The session that starts it, where one does. */
		sessionId: id.optional(),
		sessionName: line(200).optional(),
		teamMemberId: id.optional(),
		teamMemberIds: z.array(id).max(20).optional(),
		delegateTeamMemberIds: z.array(id).max(50).optional(),
		teamId: id.nullable().optional(),
		memberOverrides: z.record(id, override).optional(),
		/** What the agent is told besides. */
		initialDirective: z
			.strictObject({subject: line(500), message: text(10_000), fromSessionId: id.optional()})
			.optional(),
		useWorktree: z.boolean().optional(),
		// Noted with the session.
		skills: z.array(z.string().max(200)).max(100).optional(),
		context: noted.optional(),
		delegatePermissionMode: permissionMode.optional(),
		reasoningEffort: line(20).optional(),
		strategy: line(100).optional(),
		// Of the terminal that a client would open.
		cols: z.int().min(1).max(10_000).optional(),
		rows: z.int().min(1).max(10_000).optional(),
	}),
	answer: z.looseObject({
		success: z.boolean(),
		sessionId: id,
		/** The folder of what its agent was started with. */
		manifestPath: z.string(),
		message: z.string(),
		session,
	}),
	status: 201,
});
