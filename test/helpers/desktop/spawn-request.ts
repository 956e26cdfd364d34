import type {DesktopMember, DesktopProject, DesktopSession} from './entities.js';
import {isCoordinator} from './modes.js';
import {refuse} from './refused.js';
import type {Asked} from './route.js';
import type {NewSpawn} from './schemas.js';
import {seededMember, systemMember} from './team-members.js';
import type {World} from './world.js';

/** The session that spawns, where one does; it must be a coordinator. */
export const parentOf = (world: World, spawn: NewSpawn, {headers}: Asked): DesktopSession | undefined => {
	if (spawn.spawnSource === 'ui') {
		return undefined;
	}

	const senderId = headers['x-session-id'];
	if (senderId === undefined) {
		throw refuse(400, 'sender_session_required', 'X-Session-Id required');
	}

	const sender = world.sessions.get(senderId);
	if (sender === undefined) {
		throw refuse(400, 'sender_session_not_found', `Sender session ${senderId} not found`);
	}

	if (!isCoordinator(sender)) {
		const message = 'Spawning requires coordinator mode. Run `maestro coordinator enable` first.';
		throw refuse(403, 'spawn_requires_coordinator', message);
	}

	if (spawn.sessionId === undefined) {
		throw refuse(400, 'missing_session_id', 'sessionId is required when spawnSource is "session"');
	}

	const parent = world.sessions.get(spawn.sessionId);
	if (parent === undefined) {
		throw refuse(404, 'parent_session_not_found', `Parent session ${spawn.sessionId} not found`);
	}

	return parent;
};

/** Where it is spawned; with its tasks it must be there, and for a work tree be a repository. */
export const projectOf = (world: World, {projectId, taskIds, useWorktree}: NewSpawn): DesktopProject => {
	const id = projectId ?? '';
	const project = world.projects.get(id);
	if (project === undefined) {
		throw refuse(404, 'project_not_found', `Project ${id} not found`);
	}

	const missing = taskIds.find(taskId => !world.tasks.has(taskId));
	if (missing !== undefined) {
		throw refuse(404, 'task_not_found', `Task ${missing} not found`, {taskId: missing});
	}

	if (useWorktree === true && world.settings.repositories?.includes(project.workingDir) !== true) {
		const message = `Cannot use worktree: ${project.workingDir} is not a git repository`;
		throw refuse(400, 'not_a_git_repo', message);
	}

	return project;
};

/** Who works: the member that was asked for, or the one that the project has for it. */
export const memberFor = (world: World, spawn: NewSpawn, project: DesktopProject): DesktopMember | undefined => {
	const asked = spawn.teamMemberId ?? spawn.teamMemberIds?.[0];
	if (asked !== undefined) {
		return world.member(asked);
	}

	if (project.isMaster === true) {
		return systemMember(world, project.id);
	}

	const isPlain = spawn.launchConfig === undefined && spawn.spawnSource === 'ui';
	return isPlain && spawn.mode.startsWith('coordinat') ? seededMember(world, project.id, 'coordinator') : undefined;
};
