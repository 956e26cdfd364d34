import {type LineProblem, readFrontMatter} from '../../domain/front-matter.js';
import type {Mode} from '../mode.js';
import {firstLine} from './first-line.js';

/**
A command file of Claude Code as a mode: `/sub:deep ARGUMENTS` for agents that know such files, and its text for all others. The arguments
are the task's id and what the operator says besides. The front matter is that client's own: what of it is not known here does not matter.
*/
export const readCommandFile = ({
	id,
	source,
	parts,
	content,
}: {
	readonly id: string;
	readonly source: string;
	readonly parts: readonly string[];
	readonly content: string;
}): {readonly mode: Omit<Mode, 'shadows'> | undefined; readonly problems: readonly LineProblem[]} => {
	const {members, body, bodyLine} = readFrontMatter(content);
	const text = body.trim();
	if (text === '') {
		return {mode: undefined, problems: [{line: bodyLine, text: 'expected what the agent is to do, got nothing'}]};
	}

	const description = members.find(({name}) => name === 'description')?.value;
	const name = `/${parts.join(':')}`;
	return {
		problems: [],
		mode: {
			id,
			label: name,
			summary: firstLine(typeof description === 'string' ? description : '') ?? firstLine(text) ?? name,
			isHeadless: false,
			source,
			extras: [],
			atEnd: {},
			ask({task, words}) {
				const given = [task.id, words?.trim() ?? ''].filter(word => word !== '').join(' ');
				return {command: `${name} ${given}`, prompt: fillArguments(text, given)};
			},
		},
	};
};

/** The same for agents, or places, where the client would not find the file. */
export const asText = ({ask, ...mode}: Omit<Mode, 'shadows'>): Omit<Mode, 'shadows'> => ({
	...mode,
	ask: work => ({prompt: ask(work).prompt}),
});

const places = /\$ARGUMENTS\b|\$(\d)(?!\d)/g;

/** As the client does it: `$0` is the first word, `$1` the second (agent-contract §2.8), and what has no place for them has them at its end. */
const fillArguments = (text: string, given: string): string => {
	if (text.search(places) === -1) {
		return `${text}\n\nARGUMENTS: ${given}`;
	}

	const words = given.split(/\s+/);
	return text.replace(places, (_, index: string | undefined) =>
		index === undefined ? given : (words[Number(index)] ?? ''),
	);
};
