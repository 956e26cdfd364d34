import {randomUUID} from 'node:crypto';
import type {DesktopProject, DesktopSession} from './entities.js';
import {isCoordinator, modeFor} from './modes.js';
import {check, refuse} from './refused.js';
import {created, on, type Route} from './route.js';
import {type NewSpawn, newSpawn} from './schemas.js';
import {present, snapshotOf} from './session-views.js';
import {makeSession} from './sessions.js';
import {launchEnvironment, manifestPathOf, worktreePathOf} from './spawn-environment.js';
import {manifestOf} from './spawn-manifest.js';
import {memberFor, parentOf, projectOf} from './spawn-request.js';
import type {World} from './world.js';

const tools = {claude: 'claude-code', openai: 'codex', hermes: 'hermes', gemini: 'gemini'} as const;
const permissions = {
	safe: 'interactive',
	acceptEdits: 'acceptEdits',
	plan: 'readOnly',
	fullAccess: 'bypassPermissions',
};

/** Spawning (contract §8): clients are told before the one who asked is answered, and nobody of the session before. */
export const spawnRoutes = (world: World): readonly Route[] => [
	on('POST /api/sessions/spawn', async asked => {
		const spawn = check(newSpawn, asked.body);
		const parent = parentOf(world, spawn, asked);
		const project = projectOf(world, spawn);
		if (parent?.teamSessionId === null) {
			leadTeam(world, parent);
		}

		const session = makeSpawned(world, {spawn, parent, project});
		if (spawn.useWorktree === true) {
			moveToWorktree(world, session, project);
		}

		await writeManifest(world);
		launch(world, {session, spawn, project});
		return created({
			...{success: true, sessionId: session.id, manifestPath: manifestPathOf(session)},
			...{message: 'Spawn request sent to Agent Maestro', session: present(world, session)},
		});
	}),
];

/** A coordinator that spawns for the first time leads a team from then on, of which everybody hears. */
const leadTeam = (world: World, parent: DesktopSession): void => {
	parent.teamSessionId = parent.id;
	parent.lastActivity = world.now();
	world.emit('session:updated', parent);
};

type Making = {
	readonly spawn: NewSpawn;
	readonly parent: DesktopSession | undefined;
	readonly project: DesktopProject;
};

const makeSpawned = (world: World, {spawn, parent, project}: Making): DesktopSession => {
	const member = memberFor(world, spawn, project);
	const isOrchestrating = /coordinat(e|or)$/.test(spawn.mode);
	const launchConfig =
		spawn.launchConfig ?? (member?.model === undefined ? null : {provider: 'claude' as const, model: member.model});
	// The older way to say it: a tool, without more.
	const tool = spawn.launchConfig === undefined ? spawn.agentTool : undefined;
	const accessMode = spawn.launchConfig?.accessMode;
	const permissionMode =
		spawn.permissionMode ?? (accessMode === undefined ? member?.permissionMode : permissions[accessMode]);
	const snapshot = member === undefined ? undefined : snapshotOf(member);
	return makeSession(world, {
		...{projectId: project.id, taskIds: spawn.taskIds, status: 'spawning', claudeSessionId: randomUUID()},
		name: spawn.sessionName ?? `${isOrchestrating ? 'Coordinate' : 'Execute'} for ${spawn.taskIds[0]}`,
		...(parent === undefined
			? {}
			: {parentSessionId: parent.id, rootSessionId: parent.rootSessionId, teamSessionId: parent.rootSessionId}),
		isMasterSession: project.isMaster === true,
		metadata: {
			...{skills: spawn.skills, spawnedBy: parent?.id ?? null, spawnSource: spawn.spawnSource},
			mode: modeFor(isOrchestrating, parent !== undefined),
			agentTool: tool ?? (launchConfig === null ? (member?.agentTool ?? 'claude-code') : tools[launchConfig.provider]),
			...{model: launchConfig?.model ?? null, launchConfig},
			...{teamMemberId: member?.id ?? null, teamMemberIds: member === undefined ? null : [member.id]},
			...{context: spawn.context, ...(permissionMode === undefined ? {} : {permissionMode})},
		},
		...(member === undefined
			? {}
			: {
					teamMemberId: member.id,
					teamMemberIds: [member.id],
					teamMemberSnapshots: [snapshot],
					teamMemberSnapshot: snapshot,
				}),
	});
};

/** Everybody hears of it, of a session that nobody knows yet. */
const moveToWorktree = (world: World, session: DesktopSession, project: DesktopProject): void => {
	const worktreePath = worktreePathOf(session);
	const title = world.task(session.taskIds[0] ?? '').title.toLowerCase();
	const worktreeBranch = `maestro/${title.replaceAll(/[^a-z0-9]+/g, '-')}-${session.id.slice(-4)}`;
	session.metadata = {...session.metadata, worktreePath, worktreeBranch, worktreeBaseCommit: '0'.repeat(40)};
	session.env = {
		MAESTRO_WORKTREE_PATH: worktreePath,
		MAESTRO_WORKTREE_BRANCH: worktreeBranch,
		MAESTRO_PROJECT_DIR: project.workingDir,
	};
	session.lastActivity = world.now();
	world.emit('session:updated', session);
};

/** Without its program it fails, and what was begun stays as it is. */
const writeManifest = async (world: World): Promise<void> => {
	if (world.settings.hasCli === false) {
		const cause = 'Manifest generation failed (exit code 127): sh: 1: exec: /nonexistent/maestro: not found';
		throw refuse(500, 'manifest_generation_failed', `Failed to generate manifest: ${cause}\n`);
	}

	await world.pause(world.settings.spawnTakesMs ?? 0);
};

type Launching = {readonly session: DesktopSession; readonly spawn: NewSpawn; readonly project: DesktopProject};

const launch = (world: World, {session, spawn, project}: Launching): void => {
	const envVars = launchEnvironment(world, session, project);
	session.env = envVars;
	session.lastActivity = world.now();
	world.emit('session:spawn', {
		session: structuredClone(session),
		command: isCoordinator(session) ? 'maestro orchestrator init' : 'maestro worker init',
		cwd: session.metadata?.worktreePath ?? project.workingDir,
		envVars,
		manifest: manifestOf(world, {session, spawn, project}),
		projectId: project.id,
		taskIds: [...session.taskIds],
		spawnSource: spawn.spawnSource,
		parentSessionId: session.parentSessionId,
		rootSessionId: session.rootSessionId,
		_isSpawnCreated: true,
	});
	world.emit('session:updated', session);
	for (const taskId of session.taskIds) {
		world.emit('task:session_added', {taskId, sessionId: session.id});
	}
};
