import type {Fetch} from '../protocol/call.js';
import {logInWith, logOutWith} from '../protocol/desktop/login.js';
import {createFetchText} from '../system/fetch-text.js';
import {createLogins} from './logins.js';

type Options = {
	/** Where what logins gave is kept. */
	readonly folder: string;
	readonly clock: () => number;
	readonly fetch?: Fetch | undefined;
};

/** What a server can say to a login at most. */
const fetchLittle = createFetchText({longest: 64 * 1024});

/**
Logging in to servers with a password, and out of them: the app and the command line share what is kept of it, for each server by itself.
*/
export const createLogin = ({folder, clock, fetch = fetchLittle}: Options) => {
	const logins = createLogins({folder, clock});

	return {
		/** Answers until when it counts, in milliseconds. A password that is not taken changes nothing. */
		async logIn(url: string, password: string): Promise<number> {
			const login = await logInWith(password, {url, fetch, clock});
			await logins.keep(url, login);
			return login.until;
		},

		/** Answers whether there was a login. It is forgotten here whether or not the server can be told. */
		async logOut(url: string): Promise<boolean> {
			const login = await logins.tokenFor(url);
			await logins.forget(url);
			if (login !== undefined) {
				await logOutWith(login.token, {url, fetch});
			}

			return login !== undefined;
		},
	};
};
