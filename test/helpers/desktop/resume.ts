import {randomUUID} from 'node:crypto';
import type {DesktopSession} from './entities.js';
import {isCoordinator} from './modes.js';
import {refuse} from './refused.js';
import {on, type Route} from './route.js';
import {resumeEnvironment} from './spawn-environment.js';
import type {World} from './world.js';

/** Resuming (contract §8), which doubles the timeline each time and leaves `completedAt` and `needsInput` alone. */
export const resumeRoutes = (world: World): readonly Route[] => [
	on('POST /api/sessions/:id/resume', async ({params}) => {
		const id = params.id ?? '';
		const session = world.sessions.get(id);
		if (session === undefined) {
			throw refuse(500, 'resume_error', `Session with id '${id}' not found`);
		}

		const agentTool = String(session.metadata?.agentTool ?? 'claude-code');
		if (agentTool !== 'claude-code') {
			const message = `Agent tool '${agentTool}' does not support resume. Only 'claude-code' sessions can be resumed.`;
			throw refuse(400, 'agent_tool_not_resumable', message);
		}

		const hadConversation = session.claudeSessionId !== undefined;
		if (!hadConversation) {
			session.claudeSessionId = randomUUID();
			session.env = {...session.env, MAESTRO_CLAUDE_SESSION_ID: session.claudeSessionId};
			session.lastActivity = world.now();
			world.emit('session:updated', session);
		}

		await world.pause(world.settings.hasCli === false ? 0 : (world.settings.spawnTakesMs ?? 0));
		resume(world, session, hadConversation);
		return {
			...{success: true, sessionId: id, claudeSessionId: session.claudeSessionId},
			message: 'Resume request sent to Agent Maestro',
		};
	}),
];

const resume = (world: World, session: DesktopSession, hadConversation: boolean): void => {
	const project = world.projects.get(session.projectId);
	session.env = resumeEnvironment(world, session);
	session.status = 'spawning';
	const hasManifest = world.settings.hasCli !== false && session.taskIds.length > 0;
	const asBefore = structuredClone(session);
	session.timeline = [...session.timeline, ...session.timeline];
	session.lastActivity = world.now();
	session.timeline.push({
		...{id: randomUUID(), type: 'progress', timestamp: session.lastActivity},
		message: 'Session resumed',
	});
	world.emit('session:resume', {
		// Where the manifest could be written anew, it tells of the session before.
		session: hasManifest ? asBefore : structuredClone(session),
		command: `maestro ${isCoordinator(session) ? 'orchestrator' : 'worker'} ${hadConversation ? 'resume' : 'init'}`,
		cwd: session.metadata?.worktreePath ?? project?.workingDir,
		envVars: session.env,
		projectId: session.projectId,
		taskIds: [...session.taskIds],
		spawnSource: 'ui',
		rootSessionId: session.rootSessionId,
	});
	world.emit('session:updated', session);
};
