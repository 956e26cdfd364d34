import type {Session} from '../../domain/session.js';
import {nameOf} from '../select/names.js';
import {textsThatWait} from '../select/texts.js';
import type {Tools} from './tools.js';

/** Has the texts written into the window of a session that wait for somebody to have looked at it. */
export const writeWaiting =
	({store, releaseText}: Tools) =>
	async ({id}: Session): Promise<void> => {
		const notes = textsThatWait(store.get(), id);
		for (const note of notes) {
			await releaseText(note);
		}

		const text = `${notes.length === 1 ? 'It is' : `All ${notes.length} are`} written to ${nameOf(store.get().sessions, id)} now`;
		store.send({event: 'notice', data: {tone: 'info', text}});
	};
