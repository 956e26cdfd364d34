import {MaestroError} from '../../domain/errors.js';
import type {TeamMember} from '../../domain/team-member.js';
import {archiveTeamMember, unarchiveTeamMember, updateTeamMember} from '../../protocol/team-members.js';
import type {MemberChange} from '../state/undo.js';
import type {Tools} from './tools.js';

/** Makes a team member what it is to be. */
export const makeMember = async (
	call: Tools['call'],
	{id, projectId}: Pick<TeamMember, 'id' | 'projectId'>,
	{status, ...words}: MemberChange['is'],
): Promise<void> => {
	const params = {id};
	if (status !== undefined) {
		await call(status === 'archived' ? archiveTeamMember : unarchiveTeamMember, {params, body: {projectId}});
	}

	if (Object.keys(words).length > 0) {
		await call(updateTeamMember, {params, body: {projectId, ...words}});
	}
};

/** Changes what a team member is called, what it is for, who it is, or whether it is put away; it can be taken back. */
export const changeMember =
	({call, store, keyOf}: Tools) =>
	async (id: string, is: MemberChange['is'], said: string): Promise<void> => {
		const member = store.get().members.get(id);
		if (member === undefined) {
			throw new MaestroError('not-found', 'This team member is not there any more; nothing was changed');
		}

		await makeMember(call, member, is);
		const {name, role, identity = '', status} = member;
		const before = {name, role, identity, status};
		// The cast: `fromEntries` forgets which names there are.
		const was = Object.fromEntries(Object.entries(before).filter(([part]) => part in is)) as MemberChange['was'];
		const what = `${member.name} ${said}`;
		store.send(
			{event: 'undo:offered', data: {what, steps: [{kind: 'member', id, was, is}]}},
			{event: 'notice', data: {tone: 'info', text: `${what}; ${keyOf('undo.take')} takes it back`}},
		);
	};
