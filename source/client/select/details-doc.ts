import {ageOf} from '../age.js';
import {sessionLink} from './details-session.js';
import type {Around, Details, Link} from './details-shape.js';
import {taskLink} from './details-task.js';
import {type DocRow, docFacts} from './docs.js';

export const detailsOfDoc = (doc: DocRow, {sessions, tasks, now}: Around): Details => {
	const session = sessions.get(doc.sessionId);
	const task = tasks.get(doc.taskId ?? '');
	return {
		title: doc.title,
		facts: [['Document', doc.id], ...docFacts(doc, now)],
		links: [
			...(session === undefined ? [] : [sessionLink(session, 'from')]),
			...(task === undefined ? [] : [taskLink(task, 'task')]),
		],
	};
};

/** So many of the documents of one thing have a number there; the list of documents has all of them. */
const mostDocs = 4;

/** The newest documents of something, for what leads there. */
export const docLinks = (docs: readonly DocRow[], now: number): readonly Link[] =>
	docs.slice(0, mostDocs).map(({id, title, kind, note}): Link => {
		const words = ['document', title, ...(kind === 'diagram' ? [kind] : []), ageOf(note.addedAt, now)];
		return {to: {kind: 'doc', id}, words: words.join('  ')};
	});
