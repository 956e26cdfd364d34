import type {Message} from '../../domain/message.js';
import {derive} from '../state/derive.js';
import type {State} from '../state/index.js';
import type {Subject} from '../state/subject.js';
import {lineToDraw, textToDraw, wrap} from '../text.js';
import {detailsOfDoc} from './details-doc.js';
import {detailsOfMessage, detailsOfProject} from './details-more.js';
import {detailsOfSession} from './details-session.js';
import type {Details, Link} from './details-shape.js';
import {detailsOfTask} from './details-task.js';
import {allDocRows} from './docs.js';
import {factLines} from './facts.js';
import {hostFacts} from './host-facts.js';
import {hostRows} from './hosts.js';
import {allMemberRows, memberFacts} from './members.js';
import {sessionsByTask} from './runs.js';

export type DetailsLine = {readonly kind: 'title' | 'line' | 'gap' | 'link'; readonly text: string};

/** What the page is about. */
export const openSubject = ({screen}: Pick<State, 'screen'>): Subject | undefined => screen.details.at(-1);

/** A message, wherever it is known from. */
export const messageWith = (
	{messages, fetched}: Pick<State, 'messages' | 'fetched'>,
	id: string,
): Message | undefined =>
	messages.get(id) ??
	Object.values(fetched)
		.map(one => one.messages.get(id))
		.find(message => message !== undefined);

const known = derive(
	[
		openSubject,
		(state: State) => state.sessions,
		state => state.tasks,
		state => state.projects,
		state => state.messages,
		state => state.fetched,
		sessionsByTask,
		hostRows,
		state => state.agents,
		state => state.connection,
		state => state.spawner,
		allDocRows,
		allMemberRows,
		state => state.surroundings.now,
	],
	(
		subject,
		sessions,
		tasks,
		projects,
		messages,
		fetched,
		byTask,
		hosts,
		agents,
		connection,
		spawner,
		docs,
		members,
		now,
	): Details | undefined => {
		const around = {sessions, tasks, projects, messages, byTask, docs, texts: spawner.texts, now};
		switch (subject?.kind) {
			case undefined: {
				return undefined;
			}

			case 'session': {
				const session = sessions.get(subject.id);
				return session && detailsOfSession(session, around);
			}

			case 'task': {
				const task = tasks.get(subject.id);
				return task && detailsOfTask(task, around);
			}

			case 'project': {
				const project = projects.get(subject.id);
				return project && detailsOfProject(project, around);
			}

			case 'message': {
				const message = messageWith({messages, fetched}, subject.id);
				return message && detailsOfMessage(message, around);
			}

			case 'doc': {
				const doc = docs.find(({id}) => id === subject.id);
				return doc && detailsOfDoc(doc, around);
			}

			case 'member': {
				const row = members.find(({id}) => id === subject.id);
				return row && {title: row.name, facts: memberFacts(row), links: [], text: row.member.identity};
			}

			case 'host': {
				const host = hosts.find(({id}) => id === subject.id);
				return (
					host && {title: host.name, facts: hostFacts(host, {connection, agents, sessions, spawner, now}), links: []}
				);
			}
		}
	},
);

/** Digits go to so many of them. */
const mostLinks = 9;

/** What the page leads to, in the order of the digits that go there. */
export const detailsLinks = (state: State): readonly Link[] => (known(state)?.links ?? none).slice(0, mostLinks);

const none: readonly Link[] = [];

/** All that is known of what was opened, as the lines that it makes on this terminal. */
export const detailsLines = derive(
	[known, openSubject, (state: State) => state.surroundings.columns],
	(details, subject, columns): readonly DetailsLine[] => {
		if (details === undefined) {
			return wrap(`This ${subject?.kind ?? 'page'} is not there any more.`, columns).map(line);
		}

		const {title, facts, links, text} = details;
		return [
			...wrap(title, columns).map(words => ({kind: 'title', text: words}) as const),
			...factLines(facts, columns).map(line),
			...(links.length === 0 ? [] : [gap]),
			...links.map((link, index) => linkLine(link, index)),
			...(text === undefined ? [] : [gap, ...wrap(textToDraw(text), columns).map(line)]),
		];
	},
);

const gap = {kind: 'gap', text: ''} as const;

const line = (text: string): DetailsLine => ({kind: 'line', text});

const linkLine = ({words}: Link, index: number): DetailsLine => ({
	kind: 'link',
	text: `${index < mostLinks ? index + 1 : ' '} ${lineToDraw(words)}`,
});
