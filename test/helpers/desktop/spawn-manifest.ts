import type {DesktopMember, DesktopProject, DesktopSession} from './entities.js';
import type {NewSpawn} from './schemas.js';
import type {World} from './world.js';

type Parts = {readonly session: DesktopSession; readonly spawn: NewSpawn; readonly project: DesktopProject};

/** What its program writes down for the agent, and `session:spawn` has as well. */
export const manifestOf = (world: World, {session, spawn, project}: Parts): unknown => {
	const {mode, model, launchConfig, permissionMode, agentTool} = session.metadata ?? {};
	const launched = launchConfig === null ? {} : {launchConfig};
	return {
		manifestVersion: '1.0',
		mode,
		tasks: session.taskIds.map(taskId => taskIn(world, taskId)),
		session: {
			...{model: model ?? 'sonnet', permissionMode: permissionMode ?? 'acceptEdits', thinkingMode: 'auto'},
			...{workingDirectory: project.workingDir, ...launched},
		},
		context: {custom: {taskIds: session.taskIds}},
		...(project.isMaster === true ? {isMaster: true, masterProjects: [...world.projects.values()].map(inMaster)} : {}),
		...(session.parentSessionId === null ? {} : {coordinatorSessionId: session.parentSessionId}),
		...(spawn.initialDirective === undefined ? {} : {initialDirective: spawn.initialDirective}),
		// None is one without a name there.
		skills: spawn.skills.length === 0 ? [''] : spawn.skills,
		...(launchConfig === null ? {} : {...launched, agentTool}),
		...(session.teamMemberId === undefined ? {} : memberIn(world.member(session.teamMemberId))),
	};
};

const taskIn = (world: World, taskId: string): unknown => {
	const {id, title, description, projectId, parentId, dependencies, priority, createdAt} = world.task(taskId);
	return {
		...{id, title, description, projectId, parentId, dependencies, priority},
		...{acceptanceCriteria: ['Task completion as described'], createdAt: new Date(createdAt).toISOString()},
	};
};

const inMaster = ({id, name, workingDir, description, isMaster}: DesktopProject): unknown => ({
	...{id, name, workingDir},
	...(description === '' ? {} : {description}),
	...(isMaster === true ? {isMaster} : {}),
});

const memberIn = ({id, name, avatar, role, identity, capabilities}: DesktopMember): object => ({
	...{teamMemberId: id, teamMemberName: name, teamMemberAvatar: avatar},
	teamMemberIdentity: identity ?? `You are ${name}. ${role}.`,
	...(capabilities === undefined ? {} : {teamMemberCapabilities: capabilities}),
});
