import type {Session} from '../../domain/session.js';
import {nameOf} from '../select/names.js';
import type {Tools} from './tools.js';
import {windowOf} from './window-of.js';

/** Shows the window of a session in a terminal of its own, on a desktop that has one to open. */
export const openTerminal =
	({store, multiplexerFor, openTerminal: open}: Tools) =>
	async (session: Session): Promise<void> => {
		const name = nameOf(store.get().sessions, session.id);
		const {multiplexer, reference} = windowOf(session, multiplexerFor);
		const {said} = await open(await multiplexer.attach(reference), name);
		store.send({event: 'notice', data: {tone: 'info', text: said}});
	};
