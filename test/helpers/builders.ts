import type {ModeChoice} from '../../source/client/event.js';
import type {Hold} from '../../source/domain/hold.js';
import type {Message} from '../../source/domain/message.js';
import type {Project} from '../../source/domain/project.js';
import type {DocNote, Session} from '../../source/domain/session.js';
import type {Task} from '../../source/domain/task.js';
import type {TeamMember} from '../../source/domain/team-member.js';

/** Long ago, so that nothing in a test is by chance new. */
export const longAgo = 1_700_000_000_000;

export const project = (given: Partial<Project> = {}): Project => ({
	id: 'p-1',
	name: 'Demo',
	workingDir: '/tmp',
	description: '',
	createdAt: longAgo,
	updatedAt: longAgo,
	...given,
});

export const task = (given: Partial<Task> = {}): Task => ({
	id: 'T-1',
	projectId: 'p-1',
	parentId: null,
	title: 'Mend the door',
	description: '',
	status: 'todo',
	priority: 'medium',
	createdAt: longAgo,
	updatedAt: longAgo,
	startedAt: null,
	completedAt: null,
	sessionIds: [],
	...given,
});

export const session = (given: Partial<Session> = {}): Session => ({
	id: 's-1',
	projectId: 'p-1',
	taskIds: ['T-1'],
	name: 'Mend the door',
	status: 'working',
	startedAt: longAgo,
	lastActivity: longAgo,
	completedAt: null,
	parentSessionId: null,
	timeline: [],
	...given,
});

export const mode = (given: Partial<ModeChoice> = {}): ModeChoice => ({
	id: 'interactive',
	label: 'Interactive',
	summary: '',
	isHeadless: false,
	source: 'built in',
	shadows: [],
	...given,
});

export const message = (given: Partial<Message> = {}): Message => ({
	id: 'm-1',
	order: 1,
	from: 's-1',
	to: 'operator',
	message: 'Ready for review',
	status: 'pending',
	createdAt: longAgo,
	...given,
});

export const hold = (given: Partial<Hold> = {}): Hold => ({
	id: 'hold-1',
	between: ['s-1', 's-2'],
	count: 21,
	since: longAgo,
	...given,
});

export const docNote = (given: Partial<DocNote> = {}): DocNote => ({
	id: 'doc-1',
	title: 'Design of the door',
	filePath: 'docs/door.md',
	addedAt: longAgo,
	...given,
});

export const teamMember = (given: Partial<TeamMember> = {}): TeamMember => ({
	id: 'tm-1',
	projectId: 'p-1',
	name: 'Carpenter',
	role: 'Mends doors',
	avatar: '',
	isDefault: false,
	status: 'active',
	...given,
});
