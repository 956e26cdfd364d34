import type {DesktopEntry, DesktopSession, DesktopTask} from './entities.js';
import type {World} from './world.js';

/** Notes something on a session's timeline. */
export const note = (world: World, session: DesktopSession, entry: Omit<DesktopEntry, 'id' | 'timestamp'>): void => {
	session.lastActivity = world.now();
	session.timeline.push({id: world.make('evt'), timestamp: session.lastActivity, ...entry});
};

/** Gives a session a task. Both sides are told of, and neither is `updated`. */
export const link = (world: World, session: DesktopSession, task: DesktopTask): void => {
	if (session.taskIds.includes(task.id)) {
		return;
	}

	session.taskIds = [...session.taskIds, task.id];
	note(world, session, {type: 'task_started', taskId: task.id, message: 'Added task to session'});
	joinTask(task, session.id);
	world.emit('session:task_added', {sessionId: session.id, taskId: task.id});
	world.emit('task:session_added', {taskId: task.id, sessionId: session.id});
};

/** The timeline says that the task was completed, whatever it was. */
export const unlink = (world: World, session: DesktopSession, task: DesktopTask): void => {
	session.taskIds = session.taskIds.filter(id => id !== task.id);
	note(world, session, {type: 'task_completed', taskId: task.id, message: 'Removed task from session'});
	task.sessionIds = task.sessionIds.filter(id => id !== session.id);
	world.emit('session:task_removed', {sessionId: session.id, taskId: task.id});
	world.emit('task:session_removed', {taskId: task.id, sessionId: session.id});
};

export const joinTask = (task: DesktopTask, sessionId: string): void => {
	task.sessionIds = [...new Set([...task.sessionIds, sessionId])];
};
