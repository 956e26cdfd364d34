import {messagePriorities, messageStatuses, messageTypes} from '../domain/message.js';
import {operatorId} from '../domain/session.js';
import type {MessageQuery} from '../protocol/messages.js';
import type {State} from './state/index.js';
import {foldText, readTerms} from './terms.js';

type Named = {readonly id: string; readonly name: string};
type Known = {readonly sessions: readonly Named[]; readonly projects: readonly Named[]};

export const knownTo = ({sessions, projects}: Pick<State, 'sessions' | 'projects'>): Known => ({
	sessions: [...sessions.values()],
	projects: [...projects.values()],
});

/**
What a line asks a server for, in the grammar of filters: words that all have to be there, and `from:`, `to:`, `with:`, `project:`,
`task:`, `status:`, `type:` and `priority:`. Sessions and projects are named by id or by a part of their name. Answers a problem, in
words, for what cannot be asked.
*/
export const readQuery = (line: string, known: Known): {readonly query: MessageQuery} | {readonly problem: string} => {
	const words: string[] = [];
	let query: MessageQuery = {};
	for (const {about = '', word, whole, isInverted} of readTerms(line).filter(term => term.whole !== '')) {
		if (isInverted) {
			return {problem: `The server cannot leave out "${whole}"; search without it, and filter what is found`};
		}

		const read = (Object.hasOwn(members, about) ? members[about]?.(word, known) : undefined) ?? {words: whole};
		if ('problem' in read) {
			return read;
		}

		if ('words' in read) {
			words.push(read.words);
		} else {
			query = {...query, ...read.query};
		}
	}

	return {query: {...query, ...(words.length === 0 ? {} : {text: words.join(' ')})}};
};

type Read = {readonly query: MessageQuery} | {readonly problem: string};

const oneOf =
	<Value extends string>(what: string, choices: readonly Value[], to: (value: Value) => MessageQuery) =>
	(text: string): Read => {
		const value = choices.find(choice => choice === text.toLowerCase());
		return value === undefined
			? {problem: `There is no ${what} "${text}"; there are ${choices.join(', ')}`}
			: {query: to(value)};
	};

const named = (what: string, text: string, all: readonly Named[], to: (id: string) => MessageQuery): Read => {
	const wanted = foldText(text);
	const exact = all.filter(({id, name}) => id === text || foldText(name) === wanted);
	const found = exact.length > 0 ? exact : all.filter(({name}) => foldText(name).includes(wanted));
	const [first] = found;
	if (first === undefined) {
		return {problem: `No ${what} is called "${text}"`};
	}

	return found.length === 1
		? {query: to(first.id)}
		: {problem: `"${text}" fits ${found.length} of the ${what}s; say more of the name, or the id`};
};

const party =
	(to: (id: string) => MessageQuery) =>
	(text: string, {sessions}: Known) =>
		['you', 'me', operatorId].includes(text.toLowerCase())
			? {query: to(operatorId)}
			: named('session', text, sessions, to);

const members: Readonly<Record<string, (text: string, known: Known) => Read>> = {
	from: party(from => ({from})),
	to: party(to => ({to})),
	with: party(id => ({party: id})),
	project: (text, {projects}) => named('project', text, projects, projectId => ({projectId})),
	task: taskId => ({query: {taskId}}),
	status: oneOf('status', messageStatuses, status => ({status})),
	type: oneOf('type', messageTypes, type => ({type})),
	priority: oneOf('priority', messagePriorities, priority => ({priority})),
};
