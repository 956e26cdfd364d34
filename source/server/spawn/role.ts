import type {Mode} from '../../dispatch/mode.js';
import {MaestroError} from '../../domain/errors.js';
import type {TeamMember} from '../../domain/team-member.js';

export type Role = 'worker' | 'coordinator';

/** Characters that are put before what the agent is asked: with the longest task it must fit into one argument of a program. */
const longestWords = 16_000;

/** The role in a mode of the real server (contract §4): `execute` and `coordinate` are old names. */
export const roleIn = (mode: string | undefined): Role | undefined => {
	switch (mode) {
		case undefined: {
			return undefined;
		}

		case 'coordinator':
		case 'coordinated-coordinator':
		case 'coordinate': {
			return 'coordinator';
		}

		default: {
			return 'worker';
		}
	}
};

/**
A mode of its own for each role and each team member, so that a coordinator and its workers can be at one task; a worker who is no team
member is what anyone dispatches.
*/
export const modeFor = (usual: Mode, role: Role, member: TeamMember | undefined): Mode => {
	if (member === undefined) {
		return role === 'worker' ? usual : {...usual, id: 'coordinator', label: 'Coordinate the work on the task'};
	}

	const name = member.name
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, '-')
		.replace(/^-|-$/g, '')
		.slice(0, 40);
	// Two may be called the same.
	const id = `${name === '' ? 'member' : name}-${member.id.slice(-4)}`;
	return {...usual, id, label: member.name};
};

type Said = {
	readonly members: readonly TeamMember[];
	/** What else it is about. */
	readonly tasks: readonly {readonly id: string; readonly title: string}[];
	/** Whom it may start agents as. */
	readonly delegates: readonly TeamMember[];
	readonly directive: {readonly subject: string; readonly message: string} | undefined;
};

/**
What an agent is told besides its task: who it is, what it is to remember, what else it works on, and what whoever starts it says. Of what it
is to remember the newest that fit.
*/
export const wordsFor = ({members, tasks, delegates, directive}: Said): string | undefined => {
	const parts = [
		...members.map(({identity}) => identity),
		list(
			'It is about these tasks, too:',
			tasks.map(({id, title}) => `${id}: ${title}`),
		),
		list(
			'Team members that you may start agents as:',
			delegates.map(({id, name, role}) => `${name} (${id}): ${role}`),
		),
		directive === undefined ? undefined : `${directive.subject}\n\n${directive.message}`,
	].filter(part => part !== undefined && part !== '');
	const words = parts.join('\n\n');
	if (words.length > longestWords) {
		throw new MaestroError(
			'too-large',
			`What its agent would be told has ${words.length} characters, and ${longestWords} fit: shorten what its team members are told`,
		);
	}

	const memory = fitting(
		members.flatMap(({memory = []}) => memory),
		longestWords - words.length,
	);
	const all = [words, list('What you remember:', memory)]
		.filter(part => part !== undefined && part !== '')
		.join('\n\n');
	return all === '' ? undefined : all;
};

const list = (title: string, lines: readonly string[]): string | undefined =>
	lines.length === 0 ? undefined : [title, ...lines.map(line => `- ${line}`)].join('\n');

/** The newest that fit, the oldest of them first. */
const fitting = (lines: readonly string[], room: number): readonly string[] => {
	const kept: string[] = [];
	let left = room - 30;
	for (const line of lines.toReversed()) {
		left -= line.length + 3;
		if (left < 0) {
			break;
		}

		kept.unshift(line);
	}

	return kept;
};
