import type {State} from '../state/index.js';
import {listScreens, type ScreenId} from '../state/screen.js';
import type {Subject} from '../state/subject.js';
import {lineToDraw} from '../text.js';
import {openDocRow} from './doc.js';
import {docRowOf} from './docs.js';
import {nameOf, receiverNames} from './names.js';
import {openThread} from './threads.js';
import {timelineName} from './timeline.js';

/** A screen that is open above a list, and what it is about; nothing where its name says all. */
export type Crumb = {readonly screen: ScreenId; readonly about: string | undefined};

const isList = (screen: ScreenId): boolean => listScreens.some(id => id === screen);

/** What is open above the list, from there up. What was named below already is not named again. */
export const crumbsOf = (state: State): readonly Crumb[] => {
	const named = new Set<string>();
	return state.screen.stack
		.filter(screen => !isList(screen))
		.map(screen => {
			const about = aboutOf(screen, state);
			const isNew = about !== undefined && about !== '' && !named.has(about);
			named.add(about ?? '');
			return {screen, about: isNew ? about : undefined};
		});
};

const aboutOf = (screen: ScreenId, state: State): string | undefined => {
	const {sessions} = state;
	switch (screen) {
		case 'thread': {
			return openThread(state)?.names.join(', ');
		}

		case 'hold': {
			const hold = state.holds.get(state.screen.holdId ?? '');
			return hold?.between.map(id => nameOf(sessions, id)).join(', ');
		}

		case 'search': {
			return lineToDraw(state.fetched.search?.of.query ?? '');
		}

		case 'compose': {
			return receiverNames(state, state.drafts.get(state.screen.draftId ?? '')?.to ?? []);
		}

		case 'dispatch': {
			return state.screen.form?.taskId;
		}

		case 'log': {
			return nameOf(sessions, state.screen.log?.sessionId ?? '');
		}

		case 'doc': {
			return openDocRow(state)?.title;
		}

		case 'peek': {
			return nameOf(sessions, state.screen.peekId ?? '');
		}

		case 'timeline': {
			return timelineName(state);
		}

		case 'details': {
			const subject = state.screen.details.at(-1);
			return subject === undefined ? undefined : subjectName(subject, state);
		}

		default: {
			return undefined;
		}
	}
};

const subjectName = ({kind, id}: Subject, state: State): string => {
	const {sessions, projects, members} = state;
	switch (kind) {
		case 'session': {
			return nameOf(sessions, id);
		}

		case 'project': {
			return lineToDraw(projects.get(id)?.name ?? id);
		}

		case 'doc': {
			return docRowOf(state, id)?.title ?? id;
		}

		case 'member': {
			return lineToDraw(members.get(id)?.name ?? id);
		}

		case 'host': {
			return lineToDraw(id.replace(/^https?:\/\//, ''));
		}

		default: {
			return id;
		}
	}
};
