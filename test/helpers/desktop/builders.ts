import {longAgo} from '../builders.js';
import type {Said} from './digests.js';
import type {DesktopMember, DesktopProject, DesktopPrompt, DesktopSession, DesktopTask} from './entities.js';
import type {AgentLog} from './world.js';

/** Things as the desktop server has them. Ids are its own: `proj_…`, `task_…`, `sess_…`. */
export const desktopProject = (given: Partial<DesktopProject> = {}): DesktopProject => ({
	id: 'proj_1',
	name: 'Demo',
	workingDir: '/tmp',
	description: '',
	createdAt: longAgo,
	updatedAt: longAgo,
	...given,
});

export const desktopTask = (given: Partial<DesktopTask> = {}): DesktopTask => ({
	id: 'task_1',
	projectId: 'proj_1',
	parentId: null,
	title: 'Mend the door',
	description: '',
	status: 'todo',
	priority: 'medium',
	createdAt: longAgo,
	updatedAt: longAgo,
	startedAt: null,
	completedAt: null,
	initialPrompt: '',
	sessionIds: [],
	skillIds: [],
	agentIds: [],
	dependencies: [],
	referenceTaskIds: [],
	teamId: null,
	dueDate: null,
	...given,
});

export const desktopSession = (given: Partial<DesktopSession> = {}): DesktopSession => ({
	id: 'sess_1',
	projectId: 'proj_1',
	taskIds: ['task_1'],
	name: 'Mend the door',
	env: {},
	status: 'working',
	startedAt: longAgo,
	lastActivity: longAgo,
	completedAt: null,
	hostname: 'workstation',
	platform: 'linux',
	events: [],
	timeline: [],
	docs: [],
	parentSessionId: null,
	rootSessionId: given.id ?? 'sess_1',
	teamSessionId: null,
	teamId: null,
	isMasterSession: false,
	...given,
});

/** What was said in a session, as its agent wrote it down. What has no text is a use of a tool. */
export const desktopTranscript = (
	sessionId: string,
	said: readonly Said[],
	filename = `${sessionId}.jsonl`,
): AgentLog => ({
	...{filename, modifiedAt: said.at(-1)?.timestamp ?? longAgo, maestroSessionId: sessionId},
	content: said
		.map(({timestamp, source, text}) =>
			JSON.stringify({
				...{type: source, timestamp: new Date(timestamp).toISOString()},
				message: {role: source, content: text},
			}),
		)
		.join('\n'),
});

const longAgoInWords = new Date(longAgo).toISOString();

export const desktopMember = (given: Partial<DesktopMember> = {}): DesktopMember => ({
	id: 'tm_1',
	projectId: 'proj_1',
	name: 'Carpenter',
	role: 'joinery',
	avatar: '🔨',
	model: 'sonnet',
	agentTool: 'claude-code',
	mode: 'worker',
	skillIds: [],
	isDefault: false,
	status: 'active',
	createdAt: longAgoInWords,
	updatedAt: longAgoInWords,
	...given,
});

export const desktopPrompt = (given: Partial<DesktopPrompt> = {}): DesktopPrompt => ({
	id: 'sp_1',
	fromSessionId: 'sess_1',
	toSessionId: 'sess_2',
	fromProjectId: 'proj_1',
	toProjectId: 'proj_1',
	content: 'Have a look at the hinges',
	mode: 'send',
	fromTeamMember: null,
	toTeamMember: null,
	fromSessionName: 'Mend the door',
	toSessionName: 'Paint the door',
	timestamp: longAgo,
	...given,
});
