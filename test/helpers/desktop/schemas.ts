import {z} from 'zod';

/** What the desktop server takes (contract §5). What is strict there is strict here: an unknown member is a 400. */

export const id = z.string().regex(/^[A-Za-z0-9_-]+$/, 'ID must be alphanumeric with hyphens/underscores only');

const idOrNull = id.nullable();
const ids = z.array(id);
const anything = z.record(z.string(), z.unknown());

export const sessionStatus = z.enum(['spawning', 'idle', 'working', 'completed', 'failed', 'stopped']);
export const taskStatus = z.enum(['todo', 'in_progress', 'in_review', 'completed', 'cancelled', 'blocked']);
const priority = z.enum(['low', 'medium', 'high']);
const perSession = z.enum(['working', 'blocked', 'completed', 'failed', 'skipped']);

const timelineType = z.enum([
	'session_started',
	'session_stopped',
	'task_started',
	'task_completed',
	'task_failed',
	'task_skipped',
	'task_blocked',
	'needs_input',
	'progress',
	'error',
	'milestone',
]);

const wholeNumber = (least: number, most: number) => z.coerce.number().int().min(least).max(most);

export const paging = z.object({limit: wholeNumber(1, 500).optional(), offset: wholeNumber(0, 1e9).optional()});

export const newProject = z.strictObject({
	name: z.string(),
	workingDir: z.string(),
	description: z.string().optional(),
	isMaster: z.boolean().optional(),
});

export const projectChange = newProject.partial();

export const masterChange = z.strictObject({isMaster: z.boolean()});

const ofTask = {
	title: z.string().optional(),
	description: z.string().optional(),
	priority: priority.optional(),
	initialPrompt: z.string().optional(),
	skillIds: ids.optional(),
	referenceTaskIds: ids.optional(),
	model: z.string().optional(),
	teamMemberId: id.optional(),
	teamMemberIds: ids.optional(),
	teamId: idOrNull.optional(),
	memberOverrides: anything.optional(),
	dangerousMode: z.boolean().optional(),
	useWorktree: z.boolean().optional(),
	dueDate: z.string().nullable().optional(),
};

export const newTask = z.strictObject({
	projectId: id,
	parentId: idOrNull.optional(),
	clientRequestId: z.string().optional(),
	...ofTask,
});

export const taskChange = z.strictObject({
	...ofTask,
	status: taskStatus.optional(),
	sessionStatus: perSession.optional(),
	taskSessionStatuses: z.record(z.string(), perSession).optional(),
	sessionIds: ids.optional(),
	updateSource: z.enum(['user', 'session']).optional(),
	sessionId: id.optional(),
});

export const taskQuery = z.object({
	projectId: id.optional(),
	status: taskStatus.optional(),
	parentId: id.optional(),
});

const needsInput = z.strictObject({
	active: z.boolean(),
	message: z.string().optional(),
	since: z.number().optional(),
});

const entry = z.strictObject({
	id: z.string().optional(),
	type: timelineType,
	timestamp: z.number().optional(),
	message: z.string().optional(),
	taskId: id.optional(),
	metadata: anything.optional(),
});

/** `projectId` and `taskIds` are missed by hand, in words of their own. */
export const newSession = z.strictObject({
	projectId: id.optional(),
	taskIds: ids.optional(),
	name: z.string().optional(),
	status: sessionStatus.optional(),
	env: z.record(z.string(), z.string()).optional(),
	metadata: anything.optional(),
	claudeSessionId: z.string().optional(),
	agentId: z.string().optional(),
});

export const sessionChange = z.strictObject({
	taskIds: ids.optional(),
	status: sessionStatus.optional(),
	agentId: z.string().optional(),
	claudeSessionId: z.string().optional(),
	completedAt: z.number().nullable().optional(),
	humanCompletedAt: z.number().nullable().optional(),
	archivedAt: z.number().nullable().optional(),
	env: z.record(z.string(), z.string()).optional(),
	events: z.array(anything).optional(),
	timeline: z.array(entry).optional(),
	needsInput: needsInput.optional(),
});

export const sessionQuery = z.object({
	projectId: id.optional(),
	taskId: id.optional(),
	status: z.string().optional(),
	active: z.string().optional(),
	parentSessionId: id.optional(),
	rootSessionId: id.optional(),
	teamSessionId: id.optional(),
	fields: z.enum(['full', 'summary']).optional(),
});

export const newEntry = z.strictObject({
	type: timelineType.default('progress'),
	message: z.string(),
	taskId: id.optional(),
	metadata: anything.optional(),
});

export const newTaskEntry = z.object({
	type: timelineType.default('progress'),
	message: z.string(),
	sessionId: id,
});

export const newEvent = z.strictObject({type: z.string(), data: z.unknown().optional()});

/** What is missing here is missed by hand. */
export const newDoc = z.object({
	title: z.string().optional(),
	filePath: z.string().optional(),
	content: z.string().optional(),
	taskId: id.optional(),
	sessionId: id.optional(),
	kind: z.enum(['markdown', 'diagram']).optional(),
});

export const docContent = z.object({content: z.string()});

export const newPrompt = z.strictObject({
	content: z.string().min(1, 'content is required'),
	mode: z.enum(['send', 'paste']).default('send'),
	senderSessionId: id,
});

const launchConfig = z.strictObject({
	provider: z.enum(['claude', 'openai', 'hermes', 'gemini']),
	model: z.string(),
	reasoningEffort: z.enum(['minimal', 'low', 'medium', 'high', 'xhigh', 'max']).optional(),
	speed: z.enum(['standard', 'fast']).optional(),
	accessMode: z.enum(['safe', 'acceptEdits', 'plan', 'fullAccess']).optional(),
});

const permissionMode = z.enum(['interactive', 'acceptEdits', 'readOnly', 'bypassPermissions']);

export const newSpawn = z.strictObject({
	projectId: id.optional(),
	taskIds: ids.min(1),
	mode: z
		.enum(['worker', 'coordinator', 'coordinated-worker', 'coordinated-coordinator', 'execute', 'coordinate'])
		.default('worker'),
	spawnSource: z.enum(['ui', 'session']).default('ui'),
	sessionId: id.optional(),
	sessionName: z.string().optional(),
	skills: z.array(z.string()).default([]),
	context: anything.default({}),
	teamMemberId: id.optional(),
	teamMemberIds: ids.optional(),
	delegateTeamMemberIds: ids.optional(),
	teamId: idOrNull.optional(),
	launchConfig: launchConfig.optional(),
	agentTool: z.enum(['claude-code', 'codex', 'hermes', 'gemini']).optional(),
	model: z.string().optional(),
	reasoningEffort: z.string().optional(),
	initialDirective: z.strictObject({subject: z.string(), message: z.string(), fromSessionId: id.optional()}).optional(),
	memberOverrides: anything.optional(),
	permissionMode: permissionMode.optional(),
	delegatePermissionMode: permissionMode.optional(),
	useWorktree: z.boolean().optional(),
	cols: z.number().optional(),
	rows: z.number().optional(),
	strategy: z.string().optional(),
});

export type NewSpawn = z.output<typeof newSpawn>;

export const roleChange = z.strictObject({role: z.enum(['worker', 'coordinator'])});

export const newModal = z.object({modalId: z.string().optional(), title: z.string().optional(), html: z.string()});

export const modalAction = z.object({action: z.string(), data: z.unknown().optional()});

const ofMember = {
	name: z.string().optional(),
	role: z.string().optional(),
	avatar: z.string().optional(),
	identity: z.string().optional(),
	model: z.string().optional(),
	modelProfileId: z.string().optional(),
	agentTool: z.string().optional(),
	mode: z.string().optional(),
	permissionMode: permissionMode.optional(),
	skillIds: z.array(z.string()).optional(),
	capabilities: anything.optional(),
	commandPermissions: anything.optional(),
	scope: z.enum(['project', 'global']).optional(),
};

export const newMember = z.strictObject({
	projectId: id,
	...ofMember,
	name: z.string(),
	role: z.string(),
	avatar: z.string(),
});

export const memberChange = z.strictObject({projectId: id, ...ofMember});

/** Of which project it is, in a query or a body. */
export const ofProject = z.object({projectId: id});
