import path from 'node:path';
import {expect, test} from 'vitest';
import {findServer} from '../../source/cli/find-server.js';
import {createLogin} from '../../source/cli/log-in.js';
import {MaestroError} from '../../source/domain/errors.js';
import {pathsUnder} from '../../source/system/paths.js';
import {startDesktopServer} from '../helpers/desktop/server.js';
import {eventually} from '../helpers/eventually.js';
import {openApp} from '../helpers/open-app.js';
import {temporaryFolder} from '../helpers/temporary.js';

const password = 'opens, sesame';
const farAway = {auth: {password, trustsLoopback: false}} as const;

/** The app in front of a desktop server that asks for a password. `shownAs` is what the app takes its address for. */
const open = async ({columns = 80, rows = 24, shownAs}: {columns?: number; rows?: number; shownAs?: string} = {}) => {
	const paths = pathsUnder(path.join(await temporaryFolder(), 'home'));
	let server = await startDesktopServer({}, farAway);
	const port = Number(new URL(server.url()).port);
	const login = createLogin({folder: paths.logins, clock: Date.now});
	const tried: string[] = [];
	const app = await openApp({
		...{columns, rows},
		async locate() {
			const found = await findServer({wanted: shownAs ?? server.url(), environment: {}, paths});
			if (found === undefined) {
				throw new MaestroError('server-missing', 'none is there');
			}

			return found;
		},
		login: {
			async logIn(url, text) {
				tried.push(text);
				return login.logIn(url, text);
			},
			logOut: async url => void (await login.logOut(url)),
		},
	});
	return {
		app,
		paths,
		tried,
		server: () => server,
		/** It comes back with another secret, so that all logins have ended. */
		async forgetLogins() {
			await server.stop();
			server = await startDesktopServer({}, {...farAway, port});
		},
		/** All that went to the terminal, and all that is kept of where the operator was and what they wrote. */
		everything: () => JSON.stringify([app.written, app.told, app.places, app.kept, [...app.saved]]),
	};
};

const lastLines = (frame: string, count: number): readonly string[] => frame.split('\n').slice(-count);

test('the password of a server that asks for one is asked for, and drawn as dots', async () => {
	const {app, server, tried, everything} = await open();
	const {port} = new URL(server().url());
	await eventually(() => expect(app.frame()).toContain(`Password for :${port}:`));

	expect(app.frame()).toContain('✗ locked, L logs in');
	expect(app.frame()).toContain(`The Maestro desktop server at ${server().url()} asks for a password.`);
	await app.send(password);
	expect(lastLines(app.frame(), 2)).toEqual([
		`Password for :${port}: ${'•'.repeat(password.length)}`,
		'enter Take it  esc Leave it',
	]);

	await app.press('enter');

	await eventually(() => expect(app.frame()).toMatch(/● Maestro desktop at \S*:\d+/));
	expect(app.frame()).toContain('Logged in until ');
	expect(tried).toEqual([password]);
	expect(everything()).not.toContain('sesame');
});

test('a wrong password is said, and asked for again', async () => {
	const {app, everything} = await open();
	await eventually(() => expect(app.frame()).toContain('Password for '));
	await app.send('sesame, close');
	await app.press('enter');

	await eventually(() => expect(app.frame()).toMatch(/does not take this password/));
	expect(lastLines(app.frame(), 2)[0]).toMatch(/^Password for :\d+:$/);

	await app.send(password);
	await app.press('enter');
	await eventually(() => expect(app.frame()).toContain('● Maestro desktop'));
	expect(everything()).not.toContain('sesame');
});

test('after five wrong ones it is said for how long none is taken', async () => {
	const {app} = await open();
	await eventually(() => expect(app.frame()).toContain('Password for '));
	for (let count = 0; count < 6; count += 1) {
		await app.send(`wrong ${count}`);
		await app.press('enter');
		await eventually(() => expect(lastLines(app.frame(), 2)[0]).toMatch(/^Password for :\d+:$/));
	}

	await eventually(() =>
		expect(app.frame().replace(/\s+/g, ' ')).toMatch(
			/takes no password from here for up to 15 minutes: too many were wrong/,
		),
	);
});

test('whoever leaves the line finds it again by its key', async () => {
	const {app} = await open();
	await eventually(() => expect(app.frame()).toContain('Password for '));
	await app.send('half of it');
	await app.press('esc');

	expect(app.frame()).toMatch(/asks for a password\. L\s+logs\s+in, q quits/);
	expect(app.frame()).not.toContain('Password for ');

	await app.press('L');
	expect(lastLines(app.frame(), 2)[0]).toMatch(/^Password for :\d+:$/);
});

test('on the smallest screen it is asked for as well', async () => {
	const {app} = await open({columns: 40, rows: 10});
	await eventually(() => expect(app.frame()).toContain('Password for '));
	await app.send(password);

	const lines = app.frame().split('\n');
	expect(lines[0]).toMatch(/^maestro-tui {2}✗ locked/);
	expect(lines.at(-2)).toMatch(/^Password for :\d+: •+$/);

	await app.press('enter');
	await eventually(() => expect(app.frame().split('\n')[0]).toMatch(/● desktop :\d+$/));
});

test('a login that ends leaves the last picture, takes no keys, and is renewed by its key', async () => {
	const {app, forgetLogins, everything} = await open();
	await eventually(() => expect(app.frame()).toContain('Password for '));
	await app.send(password);
	await app.press('enter');
	await eventually(() => expect(app.frame()).toContain('● Maestro desktop'));
	await app.press(']', ']');
	await eventually(() => expect(app.frame()).toContain('[Projects]'));

	await forgetLogins();

	await eventually(() => expect(app.frame()).toMatch(/✗ locked, as of .*L logs in/));
	expect(app.frame()).not.toContain('Password for ');
	await app.press('t');
	expect(app.frame().replace(/\s+/g, ' ')).toMatch(/Not logged in: .*; L logs in/);
	await app.press('L');
	await app.send(password);
	await app.press('enter');
	await eventually(() => expect(app.frame()).toContain('● Maestro desktop'));
	expect(everything()).not.toContain('sesame');
});

test('logging out asks first, and then the password is asked for again', async () => {
	const {app, server, paths} = await open();
	await eventually(() => expect(app.frame()).toContain('Password for '));
	await app.send(password);
	await app.press('enter');
	await eventually(() => expect(app.frame()).toContain('● Maestro desktop'));

	await app.press('L');
	expect(app.frame()).toMatch(/Log out of [\d.:]+\? Its password is asked for the next time\. \(y or n\)/);
	await app.press('y');

	await eventually(() => expect(app.frame()).toMatch(/✗ locked/));
	expect(server().wiretap.asked()).toContainEqual(expect.objectContaining({path: '/api/auth/logout'}));
	await expect(findServer({wanted: server().url(), environment: {}, paths})).rejects.toThrow(/asks for a password/);
});

test('before a password goes over an open line to another machine that is asked', async () => {
	const {app, tried} = await open({shownAs: 'http://maestro.invalid:2357'});
	app.client.store.send({
		event: 'connection:locked',
		data: {url: 'http://maestro.invalid:2357', reason: 'it asks for a password', at: 0},
	});
	await eventually(() => expect(app.frame()).toContain('Password for maestro.invalid:2357:'));
	await app.send(password);

	await app.press('enter');
	expect(app.frame().replace(/\s+/g, ' ')).toContain(
		'The password would go unencrypted to maestro.invalid:2357: whoever is on the way can read it. Send it? (y or n)',
	);
	await app.press('n');
	expect(tried).toEqual([]);
	expect(app.frame()).toContain('•'.repeat(password.length));

	await app.press('enter', 'y');
	await eventually(() => expect(tried).toEqual([password]));
});
