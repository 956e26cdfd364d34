import type {DesktopMember} from './entities.js';
import {check, refuseByDomain} from './refused.js';
import {created, on, type Route} from './route.js';
import {memberChange, newMember, ofProject} from './schemas.js';
import type {World} from './world.js';

/** Those that every project has by itself; who they are is ours to say here. */
const seeded = [
	{key: 'simple_worker', name: 'Simple Worker', role: 'Default executor', avatar: '⚡', mode: 'worker'},
	{key: 'coordinator', name: 'Coordinator', role: 'Task orchestrator', avatar: '🎯', mode: 'coordinator'},
	{key: 'batch_coordinator', name: 'Batch Coordinator', role: 'Hands out batches', avatar: '📦', mode: 'coordinator'},
	{key: 'dag_coordinator', name: 'DAG Coordinator', role: 'Follows dependencies', avatar: '🔀', mode: 'coordinator'},
	{key: 'recruiter', name: 'Recruiter', role: 'Finds team members', avatar: '🔍', mode: 'worker'},
	{key: 'standup', name: 'Standup', role: 'Looks after the team', avatar: '📋', mode: 'worker'},
	{key: 'remote_controller', name: 'Remote Controller', role: 'Takes remote orders', avatar: '📡', mode: 'coordinator'},
] as const;

/** The member that a project has by itself. */
export const seededMember = (world: World, projectId: string, key: string): DesktopMember | undefined => {
	seed(world, projectId);
	return world.members.get(`tm_${projectId}_${key}`);
};

/** Who works in the master project. */
export const systemMember = (world: World, projectId: string): DesktopMember => {
	const id = 'tm_system_alexa_coordinator';
	const at = new Date(world.now()).toISOString();
	const member = {
		...{id, projectId, name: 'Alexa Coordinator', role: 'Voice front door', avatar: '🗣️', scope: 'global'},
		...{model: 'opus', agentTool: 'claude-code', permissionMode: 'bypassPermissions', mode: 'coordinator'},
		...{identity: 'Voice front door', skillIds: [], isDefault: true, status: 'active', systemKind: 'alexa'},
		...{capabilities: capabilitiesOf('coordinator'), createdAt: at, updatedAt: at},
	};
	world.members.set(id, world.members.get(id) ?? member);
	return world.member(id);
};

const capabilitiesOf = (mode: string) => ({
	...{can_spawn_sessions: mode === 'coordinator', can_edit_tasks: true},
	...{can_report_task_level: true, can_report_session_level: true},
});

const seed = (world: World, projectId: string): void => {
	const createdAt = new Date(world.now()).toISOString();
	for (const {key, name, role, avatar, mode} of seeded) {
		const id = `tm_${projectId}_${key}`;
		const member = {
			...{id, projectId, name, role, identity: role, avatar, model: 'sonnet', agentTool: 'claude-code', mode},
			...{skillIds: [], isDefault: true, status: 'active'},
			capabilities: capabilitiesOf(mode),
			...{workflowTemplateId: `${mode}-default`, createdAt, updatedAt: createdAt},
		};
		world.members.set(id, world.members.get(id) ?? member);
	}
};

export const teamMemberRoutes = (world: World): readonly Route[] => {
	const change = (id: string, changed: Partial<DesktopMember>, event = 'updated'): DesktopMember => {
		const member = Object.assign(world.member(id), changed, {updatedAt: new Date(world.now()).toISOString()});
		world.emit(`team_member:${event}`, event === 'updated' ? member : {id});
		return member;
	};

	return [
		on('GET /api/team-members', ({query}) => {
			const {projectId} = check(ofProject, query, 'query');
			seed(world, projectId);
			return [...world.members.values()].filter(
				({projectId: own, scope}) =>
					(own === projectId || scope === 'global') &&
					(query.scope === undefined || (scope ?? 'project') === query.scope),
			);
		}),

		on('GET /api/team-members/:id', ({params}) => world.member(params.id ?? '')),

		on('POST /api/team-members', ({body}) => {
			const asked = check(newMember, body);
			world.project(asked.projectId);
			const createdAt = new Date(world.now()).toISOString();
			const member = {
				...{id: world.make('tm'), skillIds: [], isDefault: false, status: 'active'},
				...asked,
				...{createdAt, updatedAt: createdAt},
			} as DesktopMember;
			world.members.set(member.id, member);
			world.emit('team_member:created', member);
			return created(member);
		}),

		on('PATCH /api/team-members/:id', ({params, body}) => {
			const {projectId: _, ...changed} = check(memberChange, body);
			return change(params.id ?? '', changed as Partial<DesktopMember>);
		}),

		on('POST /api/team-members/:id/archive', ({params, body}) => {
			check(ofProject, body);
			return change(params.id ?? '', {status: 'archived'}, 'archived');
		}),

		on('POST /api/team-members/:id/unarchive', ({params, body}) => {
			check(ofProject, body);
			return change(params.id ?? '', {status: 'active'});
		}),

		on('DELETE /api/team-members/:id', ({params, query}) => {
			check(ofProject, query, 'query');
			const {id, status} = world.member(params.id ?? '');
			if (status !== 'archived') {
				throw refuseByDomain(
					422,
					'BUSINESS_RULE_ERROR',
					'Team member must be archived before deletion. Use the archive endpoint first.',
				);
			}

			world.members.delete(id);
			world.emit('team_member:deleted', {id});
			return {success: true, id};
		}),
	];
};
