import {messageWith, openSubject} from '../client/select/details.js';
import {selectedDoc} from '../client/select/docs.js';
import {selectedHost} from '../client/select/hosts.js';
import {selectedThread} from '../client/select/inbox.js';
import {loggedSession} from '../client/select/log.js';
import {selectedMember} from '../client/select/members.js';
import {selectedProject} from '../client/select/projects.js';
import {selectedFound} from '../client/select/search.js';
import {selectedSession} from '../client/select/sessions.js';
import {selectedTask} from '../client/select/tasks.js';
import {selectedMessage} from '../client/select/thread.js';
import {selectedEntry} from '../client/select/timeline.js';
import type {State} from '../client/state/index.js';
import {openScreen} from '../client/state/screen.js';
import type {Subject} from '../client/state/subject.js';
import type {TimelineOf} from '../client/state/timeline.js';
import {operatorId} from '../domain/session.js';
import {needing, type Scope} from './binding.js';

const subject = (kind: Subject['kind'], item: {readonly id: string} | undefined): Subject | undefined =>
	item === undefined ? undefined : {kind, id: item.id};

/** What the selected row is about. */
const subjectAtHand = (state: State): Subject | undefined => {
	switch (openScreen(state.screen)) {
		case 'sessions': {
			return subject('session', selectedSession(state));
		}

		case 'tasks': {
			return subject('task', selectedTask(state));
		}

		case 'projects': {
			return subject('project', selectedProject(state));
		}

		case 'inbox': {
			return subject('message', selectedThread(state)?.newest);
		}

		case 'thread': {
			return subject('message', selectedMessage(state));
		}

		case 'search': {
			return subject('message', selectedFound(state));
		}

		case 'hosts': {
			return subject('host', selectedHost(state));
		}

		case 'docs': {
			return subject('doc', selectedDoc(state));
		}

		case 'doc': {
			return subject('doc', state.doc);
		}

		case 'members': {
			return subject('member', selectedMember(state));
		}

		case 'log': {
			return subject('session', loggedSession(state));
		}

		case 'timeline': {
			const sessionId = selectedEntry(state)?.sessionId;
			return sessionId === undefined ? undefined : {kind: 'session', id: sessionId};
		}

		default: {
			return undefined;
		}
	}
};

/** What the selected row has a history of: itself, or the session that a message is from, or went to. */
const timelineAtHand = (state: State): (TimelineOf & {readonly id: string}) | undefined => {
	const about = openScreen(state.screen) === 'details' ? openSubject(state) : subjectAtHand(state);
	switch (about?.kind) {
		case 'session':
		case 'task': {
			return {kind: about.kind, id: about.id};
		}

		case 'message': {
			const message = messageWith(state, about.id);
			const party = message?.from === operatorId ? message.to : (message?.from ?? '');
			return state.sessions.has(party) ? {kind: 'session', id: party} : undefined;
		}

		default: {
			return undefined;
		}
	}
};

/** What can be asked about a row of any list. */
export const aboutKeys: Scope = {
	title: 'What is selected',
	bindings: [
		{
			id: 'about.details',
			keys: ['d'],
			help: 'Show all that is known of it',
			label: () => 'Details',
			...needing(
				subjectAtHand,
				'Nothing that has details is selected',
			)({run: (about, {send}) => send({event: 'details:opened', data: about})}),
		},
		{
			id: 'about.timeline',
			keys: ['h'],
			help: 'Show what happened to it',
			label: () => 'History',
			...needing(
				timelineAtHand,
				'Only sessions and tasks have a history',
			)({run: (of, {send}) => send({event: 'timeline:opened', data: {of}})}),
		},
	],
};

/** The same on the page of details, where that is open already. */
export const historyKeys: Scope = {
	...aboutKeys,
	bindings: aboutKeys.bindings.filter(({id}) => id === 'about.timeline'),
};
