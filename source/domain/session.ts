import type {Run} from './run.js';

export const sessionStatuses = ['spawning', 'idle', 'working', 'completed', 'failed', 'stopped'] as const;
export type SessionStatus = (typeof sessionStatuses)[number];

/**
What an agent is doing, as far as somebody saw it. `source` names who saw it (`hook Stop`, `window`), `at` when, in
milliseconds. What nobody has seen is not guessed: a session without an observation has none.
*/
export type Activity = {
	readonly state: 'starting' | 'working' | 'idle' | 'needs-input' | 'ended' | 'lost';
	readonly source: string;
	readonly at: number;
	readonly detail?: string | undefined;
};

export type NeedsInput = {
	readonly active: boolean;
	readonly message?: string | undefined;
	/** Milliseconds. */
	readonly since?: number | undefined;
};

export const timelineTypes = [
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
	'doc_added',
	'prompt_received',
	'message_sent',
	'message_received',
] as const;
export type TimelineType = (typeof timelineTypes)[number];

export type TimelineEntry = {
	readonly id: string;
	readonly type: TimelineType;
	readonly timestamp: number;
	readonly message?: string | undefined;
	readonly taskId?: string | undefined;
	readonly metadata?: Readonly<Record<string, unknown>> | undefined;
};

/** A text that an agent left for others; what it says is fetched when somebody reads it (contract §4). */
export type DocNote = {
	readonly id: string;
	readonly title: string;
	/** Where the agent has it, on its own machine. */
	readonly filePath: string;
	readonly kind?: 'markdown' | 'diagram' | undefined;
	readonly taskId?: string | undefined;
	/** Milliseconds. */
	readonly addedAt: number;
};

/**
One agent at work. The members up to `metadata` are those of the real server (contract §4); `run` and `activity` are ours.
*/
export type Session = {
	readonly id: string;
	readonly projectId: string;
	readonly taskIds: readonly string[];
	readonly name: string;
	readonly status: SessionStatus;
	readonly startedAt: number;
	readonly lastActivity: number;
	readonly completedAt: number | null;
	readonly parentSessionId: string | null;
	readonly timeline: readonly TimelineEntry[];
	readonly needsInput?: NeedsInput | undefined;
	readonly docs?: readonly DocNote[] | undefined;
	/** When a person said that they are done with it. */
	readonly humanCompletedAt?: number | null | undefined;
	/** When a person put it away. */
	readonly archivedAt?: number | null | undefined;
	/** The team member that it was started as, as that was then. */
	readonly teamMemberSnapshot?: {readonly name: string; readonly role?: string | undefined} | undefined;
	readonly metadata?: Readonly<Record<string, unknown>> | undefined;
	readonly run?: Run | undefined;
	readonly activity?: Activity | undefined;
};

/**
The person at the screen, as a sender and receiver of messages.
*/
export const operatorId = 'operator';

export const hasEnded = ({status}: Pick<Session, 'status'>): boolean =>
	status === 'completed' || status === 'failed' || status === 'stopped';

/** Whether a person has put it away; one that was seen to go on again is not. */
export const isArchived = (session: Pick<Session, 'status' | 'archivedAt' | 'activity'>): boolean =>
	typeof session.archivedAt === 'number' && (hasEnded(session) || session.activity === undefined);

/** Whether a person has said that they are done with it, whatever its status is (contract §10). */
export const isDone = ({humanCompletedAt}: Pick<Session, 'humanCompletedAt'>): boolean =>
	typeof humanCompletedAt === 'number';

/**
Whether nobody is there any more to read or to write: the session has ended, or its agent was seen to end and how is not known
yet.
*/
export const isGone = (session: Pick<Session, 'status' | 'activity'>): boolean =>
	hasEnded(session) || session.activity?.state === 'ended' || session.activity?.state === 'lost';

/**
Whether it was started by somebody else than maestro, and its agent was seen to end: it comes back when that somebody resumes it, and
nobody here is told before.
*/
export const isBetweenRuns = (session: Pick<Session, 'status' | 'activity' | 'run'>): boolean =>
	session.run === undefined && isGone(session) && !hasEnded(session);

/**
Coordinator modes orchestrate (contract §4, `metadata.mode`); every other session is a worker.
*/
export const roleOf = ({metadata}: Pick<Session, 'metadata'>): 'orchestrator' | 'worker' => {
	const mode = metadata?.mode;
	return typeof mode === 'string' && ['coordinator', 'coordinated-coordinator', 'coordinate'].includes(mode)
		? 'orchestrator'
		: 'worker';
};

/** A text of a session's metadata; `undefined` where there is none, or something else. */
export const noted = ({metadata}: Pick<Session, 'metadata'>, name: string): string | undefined => {
	const value = metadata?.[name];
	return typeof value === 'string' ? value : undefined;
};

/**
The agent program's own id of what was said so far: as its hooks told it, or as the real server gave it (contract §4).
*/
export const conversationOf = (session: Session): string | undefined =>
	noted(session, 'conversation') ??
	('claudeSessionId' in session && typeof session.claudeSessionId === 'string' ? session.claudeSessionId : undefined);
