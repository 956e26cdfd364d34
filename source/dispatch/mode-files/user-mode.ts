import type {Agent} from '../../agents/agent.js';
import {type LineProblem, readFrontMatter} from '../../domain/front-matter.js';
import {nearTo} from '../../domain/near.js';
import {namesIn} from '../../domain/template.js';
import type {Mode} from '../mode.js';
import {askWith, promptNames} from '../prompt.js';
import {firstLine} from './first-line.js';
import {type MemberName, type Members, readMembers} from './members.js';

/** What has to be known of an agent to tell whether a mode can be run by it. */
export type AgentFacts = Pick<Agent, 'id' | 'isHeadlessToo' | 'permissions'>;

/**
A mode as the operator wrote it: members between two lines `---`, and below them what the agent is asked to do. Answers the mode, or all
that keeps the file from being one.
*/
export const readUserMode = (
	{id, source, content}: {readonly id: string; readonly source: string; readonly content: string},
	agents: readonly AgentFacts[],
): {readonly mode: Omit<Mode, 'shadows'> | undefined; readonly problems: readonly LineProblem[]} => {
	const {members, body, bodyLine, problems} = readFrontMatter(content);
	const {given, refused} = readMembers(members);
	const lineOf = (name: MemberName): number => members.find(member => member.name === name)?.line ?? bodyLine;
	const all = [
		...problems,
		...refused,
		...contradictions(given, body, agents).map(({name, text}) => ({line: lineOf(name), text})),
		...unknownNames(body, bodyLine),
	].sort((a, b) => a.line - b.line);
	if (all.length > 0) {
		return {mode: undefined, problems: all};
	}

	const atEnd = {closesWindow: given['at-end'] === 'close', taskStatus: given['task-status']};
	return {
		problems: [],
		mode: {
			id,
			label: given.label ?? id,
			summary: given.description ?? firstLine(body) ?? 'Gives the agent nothing to do',
			isHeadless: given.headless === 'true',
			source,
			agent: given.agent,
			permission: given.permission,
			extras: given.flags ?? [],
			atEnd,
			ask: askWith(body.trim()),
		},
	};
};

/** Where members do not go together, or not with the agent. */
const contradictions = (
	given: Members,
	body: string,
	agents: readonly AgentFacts[],
): ReadonlyArray<{readonly name: MemberName; readonly text: string}> => {
	const {permission} = given;
	const isHeadless = given.headless === 'true';
	const agent = agents.find(({id}) => id === given.agent);
	const rules: ReadonlyArray<[isBroken: boolean, name: MemberName, text: string]> = [
		[
			given.agent !== undefined && agent === undefined,
			'agent',
			`agent: there is no agent ${given.agent}; there are ${agents.map(({id}) => id).join(', ')}`,
		],
		[
			isHeadless && agent?.isHeadlessToo === false,
			'headless',
			`headless: ${given.agent} cannot run without a window; leave it out, or name another agent`,
		],
		[
			permission !== undefined && agent !== undefined && !agent.permissions.includes(permission),
			'permission',
			`permission: ${given.agent} cannot be told ${permission}; it knows ${agent?.permissions.join(', ') || 'none'}`,
		],
		[
			isHeadless && given['at-end'] === 'close',
			'at-end',
			'at-end: a headless mode has no window to close; leave it out',
		],
		[
			isHeadless && body.trim() === '',
			'headless',
			'headless: nobody is there to tell the agent what to do; write it below the second "---"',
		],
	];
	return rules.flatMap(([isBroken, name, text]) => (isBroken ? [{name, text}] : []));
};

const unknownNames = (body: string, bodyLine: number): readonly LineProblem[] =>
	body.split('\n').flatMap((text, index) =>
		namesIn(text)
			.filter(name => !promptNames.includes(name))
			.map(name => {
				const [near] = nearTo(name, promptNames);
				const advice =
					near === undefined ? `there are ${promptNames.map(one => `{${one}}`).join(' ')}.` : `did you mean {${near}}?`;
				return {
					line: bodyLine + index,
					text: `{${name}} is nothing that a prompt can ask for; ${advice} Write {{${name}}} where the braces themselves are meant`,
				};
			}),
	);
