import type {ClientEvent} from '../client/event.js';
import {exportable} from '../client/select/export.js';
import {listOfField} from '../client/select/hint.js';
import {keyNow} from '../client/select/key-now.js';
import {killWord, sessionsOf} from '../client/select/kill.js';
import {openLog} from '../client/select/log.js';
import type {State} from '../client/state/index.js';
import type {Field} from '../client/state/screen.js';
import {MaestroError} from '../domain/errors.js';
import {splitWords} from '../domain/split-words.js';
import type {ActContext} from './binding.js';
import {lookInDoc} from './doc.js';
import {jumpInLog, lookInLog, whyNotJump, whyNotLook} from './log-fields.js';

/** What a field that was taken changes on the screen. */
export const taken = (field: Field, state: State): readonly ClientEvent[] => {
	const {text} = field.text;
	const kept: ClientEvent = {event: 'filter:kept', data: {list: listOfField(field), text: text.trim()}};
	switch (field.purpose) {
		case 'filter': {
			return [kept];
		}

		case 'search': {
			return [kept, {event: 'search:asked', data: {query: text.trim()}}];
		}

		case 'words': {
			return [{event: 'dispatch:set', data: {words: text.trim()}}];
		}

		case 'extras': {
			const read = splitWords(text);
			return 'words' in read ? [{event: 'dispatch:set', data: {extras: read.words}}] : [];
		}

		case 'log-search': {
			return lookInLog(text, state);
		}

		case 'log-jump': {
			return jumpInLog(text, state);
		}

		case 'doc-search': {
			return lookInDoc(text, state);
		}

		default: {
			return [];
		}
	}
};

const leaveKey = (state: State): string => keyNow(state, 'field.leave') ?? 'esc';

/** Why what is written cannot be taken as it is. */
export const whyNotTake = ({purpose, text, subject}: Field, state: State): string | undefined => {
	if (purpose === 'extras') {
		return problemOf(text.text);
	}

	if (purpose === 'words') {
		return text.text.length > longestWords
			? `These are ${text.text.length.toLocaleString('en')} characters; at most ${longestWords.toLocaleString('en')} can be said`
			: undefined;
	}

	if (purpose !== 'filter' && text.text.trim() === '') {
		return `Write something, or leave with ${leaveKey(state)}`;
	}

	if (purpose === 'kill') {
		const {items: sessions} = sessionsOf(subject, state.sessions);
		const word = killWord(sessions);
		return sessions.length === 0
			? `It is not there any more; leave with ${leaveKey(state)}`
			: text.text.trim() === word
				? undefined
				: `Type "${word}", or leave with ${leaveKey(state)} and nothing is stopped`;
	}

	if (purpose === 'log-jump' || purpose === 'log-search' || purpose === 'doc-search') {
		return purpose === 'log-jump' ? whyNotJump(text.text, state) : whyNotLook(text.text);
	}

	return purpose === 'export' && !/\.(?:md|json)$/i.test(text.text.trim())
		? 'Let the name end with .md for Markdown, or with .json'
		: undefined;
};

/** What the server takes at most. */
const longestWords = 10_000;
const mostExtras = 50;
const longestExtra = 4096;

const problemOf = (line: string): string | undefined => {
	const read = splitWords(line);
	if ('problem' in read) {
		return read.problem;
	}

	if (read.words.length > mostExtras) {
		return `These are ${read.words.length} arguments; at most ${mostExtras} can be given`;
	}

	return read.words.some(word => word.length > longestExtra)
		? `One argument has more than ${longestExtra.toLocaleString('en')} characters`
		: undefined;
};

/** Asks for what was written, where that leaves the screen. */
export const submit = async ({purpose, subject}: Field, text: string, {state, actions}: ActContext): Promise<void> => {
	switch (purpose) {
		case 'new-task': {
			return actions.createTask(subject, text);
		}

		case 'new-part': {
			const whole = state.tasks.get(subject);
			if (whole === undefined) {
				throw new MaestroError('task-not-found', `${subject} is not there any more`);
			}

			return actions.createTask(whole.projectId, text, subject);
		}

		case 'rename-session': {
			return actions.rename('session', subject, text);
		}

		case 'rename-task': {
			return actions.rename('task', subject, text);
		}

		case 'rename-project': {
			return actions.rename('project', subject, text);
		}

		case 'kill': {
			const {items, left} = sessionsOf(subject, state.sessions);
			return actions.stopRun({items, left: left.map(({id}) => ({id, why: 'it cannot be stopped'}))});
		}

		case 'new-project': {
			return actions.addProject(text.replace(/(.)\/+$/, '$1'), lastPart(text));
		}

		case 'export': {
			return actions.exportMessages({queries: exportable(state)?.queries ?? [], name: text, replaces: false});
		}

		case 'log-save': {
			return actions.saveLog({runId: subject, size: openLog(state)?.size ?? 0, name: text, replaces: false});
		}

		case 'doc-save': {
			return actions.saveDoc({id: subject, sessionId: state.doc?.sessionId ?? '', name: text, replaces: false});
		}

		case 'rename-member': {
			return actions.changeMember(subject, {name: text}, `is called ${text} now`);
		}

		case 'member-role': {
			return actions.changeMember(subject, {role: text}, 'has another role');
		}

		case 'password': {
			return actions.logIn(subject, text);
		}

		case 'filter':
		case 'search':
		case 'words':
		case 'extras':
		case 'log-search':
		case 'log-jump':
		case 'doc-search': {
			return undefined;
		}
	}
};

const lastPart = (path: string): string => path.split('/').findLast(part => part !== '') ?? path;
