import {momentOf} from '../age.js';
import type {Tools} from './tools.js';

/** Shows a server its password, and connects with what it gave for it. A wrong one is refused as `unauthorized`. */
export const logIn =
	({login, reconnectServer, store, clock}: Tools) =>
	async (url: string, password: string): Promise<void> => {
		const until = await login.logIn(url, password);
		reconnectServer();
		store.send({event: 'notice', data: {tone: 'info', text: `Logged in until ${momentOf(until, clock())}`}});
	};

/** Forgets what a login gave, and connects anew. */
export const logOut =
	({login, reconnectServer, store}: Tools) =>
	async (url: string): Promise<void> => {
		await login.logOut(url);
		reconnectServer();
		store.send({event: 'notice', data: {tone: 'info', text: `Logged out of ${url}`}});
	};
