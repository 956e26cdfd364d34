import {MaestroError} from '../../domain/errors.js';
import {isOverheard, LockedError} from '../../protocol/desktop/login.js';
import {type Context, command, type Result} from '../command.js';
import {moment} from '../moment.js';
import {takeAddress} from '../server-address.js';

export const serverLogin = command({
	name: 'server login',
	usage: '[URL]',
	summary: 'Log in to a Maestro desktop server that asks for a password; it is read from the terminal, or from stdin',
	flags: {
		unencrypted: {
			type: 'boolean',
			help: 'Send it though others on the way could read it: over http to another machine',
		},
	},
	async run(context) {
		const url = await lockedServer(context);
		if (typeof url !== 'string') {
			return url;
		}

		await agreeTo(url, context);
		const password = await readPassword(url, context);
		const until = await context.login.logIn(url, password);
		return {value: {url, until}, text: `Logged in at ${url} until ${moment(until)}`};
	},
});

export const serverLogout = command({
	name: 'server logout',
	usage: '[URL]',
	summary: 'Forget the login at a Maestro desktop server',
	flags: {},
	async run(context) {
		const {input, login} = context;
		refuseMore(input);
		const url = input[0] === undefined ? await anyServer(context) : takeAddress(input[0]).origin;
		const wasLoggedIn = await login.logOut(url);
		return {
			value: {url, wasLoggedIn},
			text: wasLoggedIn ? `Logged out at ${url}` : `There was no login at ${url}`,
		};
	},
});

/** The address of the server that wants a password; what is said where none does. */
const lockedServer = async ({input, findServer}: Context): Promise<string | Result> => {
	refuseMore(input);
	try {
		const found = await findServer(input[0]);
		if (found === undefined) {
			throw new MaestroError('server-missing', 'No server runs; name the one to log in to: maestro server login URL');
		}

		const {url, access} = found;
		const until = access?.kind === 'login' ? access.until : undefined;
		return {
			value: {url, until},
			text:
				access?.kind === 'login'
					? `Logged in at ${url} already${until === undefined ? '' : `, until ${moment(until)}`}`
					: `The server at ${url} asks for no password here`,
		};
	} catch (error) {
		if (error instanceof LockedError) {
			return error.url;
		}

		throw error;
	}
};

const anyServer = async ({findServer}: Context): Promise<string> => {
	try {
		const found = await findServer();
		if (found === undefined) {
			throw new MaestroError('server-missing', 'No server runs; name the one to log out of: maestro server logout URL');
		}

		return found.url;
	} catch (error) {
		if (error instanceof LockedError) {
			return error.url;
		}

		throw error;
	}
};

/** Whoever could see the list of processes, or the history of a shell, would read it there. */
const refuseMore = (input: readonly string[]): void => {
	if (input.length > 1) {
		throw new MaestroError(
			'malformed',
			'Expected at most the address of a server; a password is never an argument: it is asked for, or read from stdin',
		);
	}
};

const agreeTo = async (url: string, {flags, confirm}: Context): Promise<void> => {
	if (!isOverheard(url) || flags.unencrypted === true) {
		return;
	}

	const why = `The password would go unencrypted to ${url}: whoever is on the way can read it`;
	if (confirm === undefined) {
		throw new MaestroError('not-allowed', `${why}; use https, a tunnel, or say --unencrypted`);
	}

	if (!(await confirm(`${why}. Send it?`))) {
		throw new MaestroError('not-allowed', 'Nothing was sent');
	}
};

const readPassword = async (url: string, {askSecret, readStdin}: Context): Promise<string> => {
	const password =
		askSecret === undefined ? (await readStdin()).replace(/\r?\n$/, '') : await askSecret(`Password for ${url}: `);
	if (password === '') {
		throw new MaestroError('malformed', `Expected a password for ${url}, from the terminal or from stdin, got none`);
	}

	return password;
};
