import {type MemberRow, selectedMember} from '../client/select/members.js';
import {selectedTask} from '../client/select/tasks.js';
import type {State} from '../client/state/index.js';
import {lineToDraw} from '../client/text.js';
import type {Task} from '../domain/task.js';
import {needing, type Scope} from './binding.js';

const onMember = needing(selectedMember, 'There is no team member');

/** The task that a member is started on: the one that is selected in the list of tasks, where it is there for that project. */
const taskFor = ({member}: MemberRow, state: State): Task | undefined => {
	const task = selectedTask(state);
	return task !== undefined && (member.scope === 'global' || member.projectId === task.projectId) ? task : undefined;
};

const whyNoTask = (row: MemberRow, state: State): string | undefined => {
	if (row.isArchived) {
		return 'It is archived; bring it back first';
	}

	return taskFor(row, state) === undefined
		? `Select a task of ${row.project} in the list of tasks first; it is started on that`
		: undefined;
};

/** The roles that sessions are started in. */
export const memberKeys: Scope = {
	title: 'Team members',
	bindings: [
		{
			id: 'member.open',
			keys: ['enter'],
			help: 'Show all that is known of it',
			label: () => 'Details',
			inFooter: true,
			...onMember({run: ({id}, {send}) => send({event: 'details:opened', data: {kind: 'member', id}})}),
		},
		{
			id: 'member.dispatch',
			keys: ['n'],
			help: 'Dispatch the selected task to it',
			inFooter: true,
			// Only where sessions are started as members a member is a mode.
			needs: 'orders',
			changes: true,
			...onMember({
				whyNot: whyNoTask,
				label: (row, state) => `Dispatch ${taskFor(row, state)?.id ?? 'a task'} to it`,
				run(row, {state, send}) {
					send(
						{event: 'dispatch:opened', data: {taskId: taskFor(row, state)?.id ?? ''}},
						{event: 'row:selected', data: {list: 'modes', id: row.id}},
					);
				},
			}),
		},
		{
			id: 'member.rename',
			keys: ['e'],
			help: 'Give it another name',
			needs: 'team-members',
			changes: true,
			...onMember({
				run: ({id, member: {name}}, {send}) =>
					send({event: 'field:opened', data: {purpose: 'rename-member', label: 'Name', text: name, subject: id}}),
			}),
		},
		{
			id: 'member.role',
			keys: ['r'],
			help: 'Say what it is for',
			needs: 'team-members',
			changes: true,
			...onMember({
				run: ({id, member: {name, role}}, {send}) =>
					send({
						event: 'field:opened',
						data: {purpose: 'member-role', label: `Role of ${lineToDraw(name)}`, text: role, subject: id},
					}),
			}),
		},
		{
			id: 'member.describe',
			keys: ['ctrl+e'],
			help: 'Write who it is to be, in your editor',
			needs: 'team-members',
			changes: true,
			...onMember({act: async ({member}, {actions}) => actions.editIdentity(member)}),
		},
		{
			id: 'member.preview',
			keys: ['p'],
			help: 'Show or hide who it is',
			run: ({send}) => send({event: 'preview:toggled'}),
		},
		{
			id: 'member.archive',
			keys: ['D'],
			help: 'Archive it, or bring it back',
			needs: 'team-members',
			changes: true,
			...onMember({
				label: ({isArchived}) => (isArchived ? 'Bring it back' : 'Archive it'),
				act: async ({id, isArchived}, {actions}) =>
					actions.changeMember(
						id,
						{status: isArchived ? 'active' : 'archived'},
						isArchived ? 'can be started again' : 'is archived',
					),
			}),
		},
	],
};
