import type {TeamMember} from '../../domain/team-member.js';
import type {Filterable} from '../filter.js';
import {derive} from '../state/derive.js';
import type {State} from '../state/index.js';
import {lineToDraw, textToDraw, wrap} from '../text.js';
import {type Fact, factLines} from './facts.js';
import {filtered} from './filtered.js';
import {selectedRow} from './rows.js';

/** A team member with what its row says. */
export type MemberRow = {
	readonly id: string;
	readonly member: TeamMember;
	/** With its sign, where it has one. */
	readonly name: string;
	readonly role: string;
	readonly agent: string;
	readonly model: string;
	readonly mode: string;
	readonly permission: string;
	/** Its project by name; `every project` where it is there in all of them. */
	readonly project: string;
	readonly isArchived: boolean;
};

const everywhere = 'every project';

/** By project, those of every project first; in each those that are used before those that are put away. */
const byPlace = (a: MemberRow, b: MemberRow): number =>
	Number(b.project === everywhere) - Number(a.project === everywhere) ||
	a.project.localeCompare(b.project) ||
	Number(a.isArchived) - Number(b.isArchived) ||
	a.member.name.localeCompare(b.member.name) ||
	(a.id < b.id ? -1 : 1);

export const allMemberRows = derive(
	[(state: State) => state.members, state => state.projects],
	(members, projects): readonly MemberRow[] =>
		[...members.values()]
			.map(
				(member): MemberRow => ({
					id: member.id,
					member,
					name: lineToDraw(`${member.avatar} ${member.name}`.trim()),
					role: lineToDraw(member.role),
					agent: lineToDraw(member.agentTool ?? ''),
					model: lineToDraw(member.model ?? ''),
					mode: lineToDraw(member.mode ?? ''),
					permission: lineToDraw(member.permissionMode ?? ''),
					project:
						member.scope === 'global'
							? everywhere
							: lineToDraw(projects.get(member.projectId)?.name ?? member.projectId),
					isArchived: member.status === 'archived',
				}),
			)
			.sort(byPlace),
);

/** What a team member is found by. */
const memberText = ({id, name, role, agent, model, mode, permission, project}: MemberRow): Filterable => ({
	project,
	role,
	agent,
	mode,
	text: `${name} ${role} ${agent} ${model} ${mode} ${permission} ${project} ${id}`,
});

export const memberRows = filtered({
	list: 'members',
	rows: allMemberRows,
	textOf: () => memberText,
	flagsOf: ({member, isArchived}) =>
		[
			isArchived ? 'archived' : 'active',
			...(member.isDefault ? ['default'] : []),
			...(member.scope === 'global' ? ['global'] : []),
		].join(' '),
});

export const selectedMember = (state: State): MemberRow | undefined =>
	selectedRow(memberRows(state), state.screen.selected.members);

/** What is known of a team member, beside what it is told about itself. */
export const memberFacts = ({
	member,
	role,
	agent,
	model,
	mode,
	permission,
	project,
	isArchived,
}: MemberRow): readonly Fact[] => [
	['Member', member.id],
	['Role', role],
	['Project', project],
	['Agent', agent || 'the usual one'],
	['Model', model || 'the usual one'],
	['Mode', mode],
	['Permission', permission],
	['Kind', member.isDefault ? 'one that every project begins with' : undefined],
	['State', isArchived ? 'archived: no session is started in it' : 'active'],
];

/** All of it as lines, with what its agent is told about itself. */
export const memberLines = (row: MemberRow, columns: number): readonly string[] => [
	...factLines(memberFacts(row), columns),
	'',
	...wrap(textToDraw(row.member.identity || 'Nothing is said of who it is to be.'), columns),
];
