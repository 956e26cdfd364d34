import type {Noted} from '../../dispatch/order.js';
import type {Permission} from '../../domain/permission.js';
import type {Project} from '../../domain/project.js';
import type {Session} from '../../domain/session.js';
import type {TeamMember} from '../../domain/team-member.js';
import type {WorkTree} from '../../domain/work-tree.js';
import type {Launching} from './launch.js';
import type {Role} from './role.js';
import type {SpawnBody} from './spawning.js';

type Facts = {
	readonly body: SpawnBody;
	readonly role: Role;
	readonly parent: Session | undefined;
	readonly members: readonly TeamMember[];
	readonly project: Project;
	readonly launch: Launching;
	/** The task's, where it was asked for. */
	readonly workTree?: WorkTree | undefined;
};

const permissionModes: Readonly<Record<Permission, string>> = {
	ask: 'interactive',
	plan: 'readOnly',
	edit: 'acceptEdits',
	all: 'bypassPermissions',
};

/**
What is noted of a session that was spawned, where clients of the real server look for it (contract §4).
*/
export const notedOf = ({body, role, parent, members, project, launch, workTree}: Facts): Noted => {
	const {sessionName, spawnSource, skills = [], launchConfig, delegatePermissionMode} = body;
	const {model, permission} = launch;
	const ids = members.map(({id}) => id);
	const snapshots = members.map(snapshotOf);
	return {
		name: sessionName,
		metadata: {
			...{skills, spawnedBy: parent?.id ?? null, spawnSource},
			mode: parent === undefined ? role : `coordinated-${role}`,
			...{model: model ?? null, launchConfig: launchConfig ?? null},
			...{teamMemberId: ids[0] ?? null, teamMemberIds: ids.length === 0 ? null : ids, context: {}},
			...(permission === undefined ? {} : {permissionMode: permissionModes[permission]}),
			...(workTree === undefined
				? {}
				: {
						...{worktreePath: workTree.path, worktreeBranch: workTree.branch},
						worktreeBaseCommit: workTree.baseCommit,
					}),
			...(delegatePermissionMode === undefined ? {} : {delegatePermissionMode}),
		},
		members: {
			...(parent === undefined ? {} : {rootSessionId: rootOf(parent), teamSessionId: parent.id}),
			...(ids.length === 0
				? {}
				: {
						...{teamMemberId: ids[0], teamMemberIds: ids},
						...{teamMemberSnapshot: snapshots[0], teamMemberSnapshots: snapshots},
					}),
			teamId: body.teamId ?? null,
			isMasterSession: project.isMaster === true,
		},
	};
};

const rootOf = (parent: Session): string =>
	'rootSessionId' in parent && typeof parent.rootSessionId === 'string'
		? parent.rootSessionId
		: (parent.parentSessionId ?? parent.id);

/** What a team member was when the session began. */
const snapshotOf = ({name, avatar, role, model, agentTool, permissionMode}: TeamMember) => ({
	name,
	avatar,
	role,
	model,
	agentTool,
	permissionMode,
});
