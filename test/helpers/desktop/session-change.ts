import type {z} from 'zod';
import type {DesktopEntry, DesktopSession} from './entities.js';
import type {sessionChange} from './schemas.js';
import type {World} from './world.js';

const terminal = ['completed', 'failed', 'stopped'];
const open = ['working', 'blocked'];

/** Applies a PATCH, and tells of it as the desktop server does. */
export const changeSession = (world: World, session: DesktopSession, asked: z.output<typeof sessionChange>): void => {
	// `completed` stays, even when the terminal of its agent is closed after it; `failed` does not.
	const {status, ...rest} = asked;
	const kept = status === 'stopped' && session.status === 'completed' ? undefined : status;
	if (kept === undefined && Object.keys(rest).length === 0) {
		return;
	}

	const now = world.now();
	const before = {status: session.status, isWaiting: session.needsInput?.active === true};
	session.lastActivity = now;
	apply(world, session, rest);
	if (kept !== undefined) {
		session.status = kept;
		if (terminal.includes(kept)) {
			session.completedAt = now;
			closeTasks(world, session, kept);
		}
	}

	const isOfStatusAlone = Object.keys(asked).every(name => name === 'status' || name === 'needsInput');
	if (isOfStatusAlone) {
		tellStatus(world, session);
	} else {
		world.emit('session:updated', session);
	}

	const {id: sessionId, name, needsInput} = session;
	if (session.status !== before.status && (kept === 'completed' || kept === 'failed')) {
		world.emit(`notify:session_${kept}`, {sessionId, name});
	}

	if (needsInput?.active === true && !before.isWaiting) {
		tellNeed(world, session);
	}
};

/** Says what a session waits for. */
export const tellNeed = (world: World, {id: sessionId, name, needsInput}: DesktopSession): void => {
	const message = needsInput?.message;
	world.emit('notify:needs_input', {sessionId, name, ...(message === undefined ? {} : {message})});
};

const tellStatus = (world: World, {id, status, lastActivity, needsInput}: DesktopSession): void => {
	world.emit('session:status_changed', {id, status, lastActivity, ...(needsInput === undefined ? {} : {needsInput})});
};

type Rest = Omit<z.output<typeof sessionChange>, 'status'>;

/** `completedAt` and `claudeSessionId` are taken and passed over. */
const apply = (world: World, session: DesktopSession, asked: Rest): void => {
	const {completedAt: _, claudeSessionId: __, env, events = [], timeline = [], ...members} = asked;
	Object.assign(session, members);
	session.env = {...session.env, ...env};
	session.events = [...session.events, ...events];
	session.timeline = [
		...session.timeline,
		...timeline.map(
			({id = world.make('evt'), timestamp = session.lastActivity, ...entry}): DesktopEntry => ({
				id,
				timestamp,
				...entry,
			}),
		),
	];
};

/** What the session had open in its tasks ends with it. The status of the tasks stays. */
const closeTasks = (world: World, session: DesktopSession, status: string): void => {
	for (const taskId of session.taskIds) {
		const task = world.tasks.get(taskId);
		if (task !== undefined && open.includes(task.taskSessionStatuses?.[session.id] ?? '')) {
			const last = status === 'completed' ? 'completed' : 'failed';
			task.taskSessionStatuses = {...task.taskSessionStatuses, [session.id]: last};
			task.updatedAt = session.lastActivity;
			world.emit('task:updated', task);
		}
	}
};
