import type {Notification} from '../../domain/settings.js';
import type {State} from '../state/index.js';
import {lineToDraw} from '../text.js';
import {nameOf} from './names.js';
import {type Need, needs} from './needs.js';

/** In one line, for somebody who looks elsewhere: what it is that needs them, or how many things. */
export const newsOf = (state: State, ids: ReadonlySet<string>): string | undefined => {
	const fresh = needs(state).filter(({id}) => ids.has(id));
	const [first] = fresh;
	if (first === undefined) {
		return undefined;
	}

	const about = aboutOf(first, state);
	return fresh.length === 1 ? about : `${fresh.length} things need you. ${about}`;
};

const aboutOf = ({kind, id}: Need, {sessions, messages}: State): string => {
	switch (kind) {
		case 'session': {
			const question = sessions.get(id)?.needsInput?.message ?? '';
			return `${nameOf(sessions, id)} needs you${question === '' ? '' : `: ${lineToDraw(question)}`}`;
		}

		case 'thread': {
			const message = messages.get(id);
			return message === undefined
				? 'Somebody wrote to you'
				: `${nameOf(sessions, message.from)}: ${lineToDraw(message.message)}`;
		}

		case 'hold': {
			return 'Two sessions write to each other without end, and are held';
		}
	}
};

/** As much as every terminal shows. */
const longestText = 160;

/** What a terminal is sent to tell a person of something while they look elsewhere; nothing where nothing is to be told. */
export const notificationOf = (how: Notification, text: string): string => {
	// A semicolon is a mark of its own in these sequences.
	const body = [...lineToDraw(text).replaceAll(';', ',')].slice(0, longestText).join('');
	switch (how) {
		case 'none': {
			return '';
		}

		case 'bell': {
			return '\u0007';
		}

		case 'osc9': {
			return `\u001B]9;${title}: ${body}\u001B\\`;
		}

		case 'osc777': {
			return `\u001B]777;notify;${title};${body}\u001B\\`;
		}

		// The title comes first, and the notification is shown when its body has come.
		case 'osc99': {
			return `\u001B]99;i=maestro:d=0;${title}\u001B\\\u001B]99;i=maestro:p=body;${body}\u001B\\`;
		}
	}
};

const title = 'Maestro';
