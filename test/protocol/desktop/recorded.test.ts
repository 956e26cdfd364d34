import {readdirSync} from 'node:fs';
import {expect, test} from 'vitest';
import {createCall} from '../../../source/protocol/call.js';
import {readDesktopFrame} from '../../../source/protocol/desktop/frames.js';
import {readOrder} from '../../../source/protocol/desktop/orders.js';
import type {AnyEndpoint} from '../../../source/protocol/endpoint.js';
import {type Recording, recordings} from '../../helpers/desktop/recordings.js';

const folder = new URL('../../../source/protocol/', import.meta.url);

const isEndpoint = (value: unknown): value is AnyEndpoint =>
	typeof value === 'object' && value !== null && 'method' in value && 'path' in value && 'answer' in value;

const modules = readdirSync(folder)
	.filter(file => file.endsWith('.ts'))
	.map(async file => Object.values((await import(new URL(file, folder).href)) as object));

const endpoints: readonly AnyEndpoint[] = (await Promise.all(modules)).flat().filter(isEndpoint);

/** The endpoint that asks what was asked; of several the one with the fewest parameters. */
const endpointFor = ({request: {method, path = ''}}: Recording): AnyEndpoint | undefined => {
	const [pathname = ''] = path.split('?');
	const parameters = (endpoint: AnyEndpoint): number => endpoint.path.split(':').length;
	return endpoints
		.filter(endpoint => endpoint.method === method)
		.filter(endpoint => new RegExp(`^${endpoint.path.replaceAll(/:\w+/g, '[^/]+')}$`).test(pathname))
		.sort((one, other) => parameters(one) - parameters(other))[0];
};

const summary = 'the client asks for whole sessions, as a summary hides what they wait for';
const page = 'the client asks for whole lists';
const resumed = 'the client asks for the session afterwards';

/** Answers that the readers of the client do not take, and why they need not. */
const notRead: Readonly<Record<string, string>> = {
	'agent-logs-list': 'the client reads transcripts as digests',
	'agent-logs-tail': 'the client reads transcripts as digests',
	'auth-login-ok': 'the client reads its cookie',
	'auth-login-wrong': 'the client reads its status',
	'auth-logout': 'the client forgets its token, and says nothing',
	'projects-list-paginated': page,
	'pty-spawn-desktop-mode': 'the client hosts terminals itself',
	'pty-stop-desktop-mode': 'the client hosts terminals itself',
	resume: resumed,
	'resume-manual-session': resumed,
	'resume-without-cli': resumed,
	'serverpty-pty-spawn-again': 'the client hosts terminals itself',
	'serverpty-pty-spawn-shell': 'the client hosts terminals itself',
	'serverpty-resume': resumed,
	'serverpty-stop': 'the client hosts terminals itself',
	'sessions-command-usage': 'the client does not show it',
	'sessions-git-info': 'the client does not show it',
	'sessions-list-active': summary,
	'sessions-list-by-task': summary,
	'sessions-list-children': summary,
	'sessions-list-status-csv': page,
	'sessions-list-summary': summary,
	'sessions-list-summary-hides-needs-input': summary,
	'sessions-list-summary-team-member': summary,
	'sessions-log-digests-multi': 'the client asks for one at a time',
	'sessions-modal-action': 'the client shows no HTML',
	'sessions-modal-close': 'the client shows no HTML',
	'sessions-modal-show': 'the client shows no HTML',
	'sessions-stats': 'the client does not show it',
	'spawn-without-cli-leaves-orphan': summary,
	'spells-invoke': 'the client casts no spells',
	'spells-invoke-ok': 'the client casts no spells',
	'http-unknown-route': 'nobody has it',
};

/** Events that are passed over, and why. */
const passedOver: Readonly<Record<string, string>> = {
	pong: 'it is an answer, and who asked counts it',
	subscribed: 'the client wants all events',
	unsubscribed: 'the client wants all events',
	'session:modal': 'the client shows no HTML',
	'session:modal_action': 'the client shows no HTML',
	'session:modal_closed': 'the client shows no HTML',
	'spell:invoked': 'what it types comes as a prompt',
	'task_list:created': 'the client shows no task lists',
};

const answered = recordings.filter(({response}) => typeof response.status === 'number');

const callRecorded = (each: Recording, endpoint: AnyEndpoint): Promise<unknown> => {
	const {status = 0, body} = each.response;
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	const fetch = async () => ({ok: status < 400, status, headers: new Headers(), text: async () => text});
	const call = createCall({kind: 'desktop', baseUrl: 'http://desktop', secret: undefined, fetch});
	return call({...endpoint, path: each.request.path?.split('?')[0] ?? ''});
};

for (const each of answered) {
	const {name, request, response} = each;
	const endpoint = notRead[name] === undefined ? endpointFor(each) : undefined;
	if (endpoint === undefined) {
		continue;
	}

	if ((response.status ?? 0) < 400) {
		test(`the client reads what was answered to ${name}`, async () => {
			await expect(callRecorded(each, endpoint)).resolves.toBeDefined();
		});
	} else {
		test(`the client tells in that server's words why ${name} was refused`, async () => {
			const {message, error} = (typeof response.body === 'string' ? {} : response.body) as Record<string, unknown>;
			const words = message ?? error ?? `refused with status ${response.status}`;

			await expect(callRecorded(each, endpoint), `${request.method} ${request.path}`).rejects.toMatchObject({
				name: 'MaestroError',
				message: expect.stringContaining(String(words).trim()),
			});
		});
	}
}

test('every answer is read, or in the table with its reason', () => {
	const missing = answered.filter(each => endpointFor(each) === undefined).map(({name}) => name);

	expect(missing.filter(name => notRead[name] === undefined)).toEqual([]);
	expect(Object.keys(notRead).filter(name => !answered.some(each => each.name === name))).toEqual([]);
});

for (const each of answered.filter(({name}) => notRead[name] !== undefined)) {
	const endpoint = endpointFor(each);
	if (endpoint !== undefined) {
		test(`the client could not read what was answered to ${each.name}: ${notRead[each.name]}`, async () => {
			await expect(callRecorded(each, endpoint)).rejects.toMatchObject({name: 'MaestroError'});
		});
	}
}

const frames = recordings.flatMap(({name, frames: all}) => all.map(({frame}) => ({name, frame})));
const events = frames.flatMap(({name, frame}) =>
	[frame].flat().map(item => ({name, item: item as {readonly type: string}})),
);

test('every frame is read', () => {
	const unreadable = frames.filter(({frame}) =>
		readDesktopFrame(JSON.stringify(frame)).some(({says}) => says === 'unreadable'),
	);

	expect(unreadable).toEqual([]);
});

test('every event tells the client something, or is in the table with its reason', () => {
	const silent = events.filter(({item}) => readDesktopFrame(JSON.stringify(item)).length === 0);

	expect([...new Set(silent.map(({item}) => item.type))].sort()).toEqual(Object.keys(passedOver).sort());
});

test('every order to open, to write into or to close a window can be carried out', () => {
	const refused = events.filter(({item}) => readOrder(item)?.kind === 'unreadable').map(({name}) => name);

	expect(refused).toEqual([]);
});

test('no environment of a session comes in with a frame, but with an order', () => {
	const told = frames.flatMap(({frame}) => readDesktopFrame(JSON.stringify(frame)));

	expect(JSON.stringify(told)).toContain('fake-key-for-recording');
	expect(JSON.stringify(told.filter(({says}) => says !== 'order'))).not.toContain('fake-key-for-recording');
});
