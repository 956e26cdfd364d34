import {expect, test} from 'vitest';
import type {Following} from '../../source/cli/follow.js';
import {MaestroError} from '../../source/domain/errors.js';
import {operatorId} from '../../source/domain/session.js';
import type {Call} from '../../source/protocol/call.js';
import {message, session} from '../helpers/builders.js';
import {callOf, runCommand} from '../helpers/command-line.js';
import {openServer} from '../helpers/server.js';

/** A watch whose connections are the test's: `follow` is called with what the watch would do at each. */
const watch = async (
	who: string,
	work: (opened: {
		readonly server: Awaited<ReturnType<typeof openServer>>;
		readonly catchUp: (call?: Call) => Promise<boolean>;
		readonly isNews: Following['isNews'];
		readonly send: (text: string) => Promise<void>;
	}) => Promise<void>,
	...words: readonly string[]
): Promise<readonly string[]> => {
	const server = await openServer({sessions: [session({id: 'a'}), session({id: 'b'})]});
	const send = async (text: string) => {
		await server.ask('POST', `/api/sessions/${who}/messages`, {message: text}, {as: 'a'});
	};
	const {said} = await runCommand(server, ['inbox', '--watch', '--json', ...words], {
		as: who,
		follow: async ({catchUp, isNews}) =>
			work({
				server,
				catchUp: async (call = callOf(server, who)) => catchUp(call, new AbortController().signal),
				isNews,
				send,
			}),
	});
	return said.map(line => JSON.parse(line).message);
};

/** Calls that fail as if the server had been killed, at the first endpoint of that path. */
const failingAt = (call: Call, path: string): Call => {
	let isUp = true;
	return async (endpoint, request) => {
		isUp &&= !endpoint.path.endsWith(path);
		if (!isUp) {
			throw new MaestroError('server-missing', 'killed');
		}

		return call(endpoint, request);
	};
};

test('what a session was shown before the server was killed does not come again', async () => {
	const printed = await watch('b', async ({server, catchUp, send}) => {
		await send('one');
		await expect(catchUp(failingAt(callOf(server, 'b'), '/confirm'))).rejects.toThrow('killed');
		await server.inbox.releaseAll('b', 'the server ended before it was confirmed');
		await send('two');
		await catchUp();
		expect(server.inbox.list('b').map(({status}) => status)).toEqual(['delivered', 'delivered']);
	});

	expect(printed).toEqual(['one', 'two']);
});

test('what a session was shown is not printed again, even by a server that has forgotten the taking', async () => {
	const printed = await watch('b', async ({server, catchUp, send}) => {
		await send('one');
		await expect(catchUp(failingAt(callOf(server, 'b'), '/confirm'))).rejects.toThrow('killed');
		await server.inbox.releaseAll('b', 'the server ended before it was confirmed');
		const forgetful: Call = async (endpoint, request) =>
			endpoint.path.endsWith('/confirm') && request?.body !== undefined && server.inbox.takings('b').length === 0
				? ({confirmed: 0} as never)
				: callOf(server, 'b')(endpoint, request);
		await catchUp(forgetful);
		expect(server.inbox.list('b').map(({status}) => status)).toEqual(['delivered']);
	});

	expect(printed).toEqual(['one']);
});

test('what was taken and never reached the watch is printed when it waits again', async () => {
	const printed = await watch('b', async ({server, catchUp, send}) => {
		await send('one');
		await server.inbox.take('b', {via: 'inbox'});
		await catchUp();
		await server.inbox.releaseAll('b', 'it was not confirmed in time');
		await catchUp();
	});

	expect(printed).toEqual(['one']);
});

test('of very many messages to the operator each is printed once, in order', async () => {
	const texts = Array.from({length: 250}, (_, index) => `number ${index}`);

	const printed = await watch(operatorId, async ({server, catchUp, send}) => {
		for (const text of texts.slice(0, 20)) {
			await send(text);
		}

		await catchUp();
		await catchUp();
		await Promise.all(texts.slice(20).map(send));
		await expect(catchUp(failingAt(callOf(server, operatorId), '/messages'))).rejects.toThrow('killed');
		await catchUp();
		await catchUp();
	});

	expect(printed).toHaveLength(250);
	expect(new Set(printed)).toEqual(new Set(texts));
	expect(printed.slice(0, 20)).toEqual(texts.slice(0, 20));
});

test('what the operator has read already is not printed at the beginning', async () => {
	const printed = await watch(operatorId, async ({server, catchUp, send}) => {
		await send('read');
		await server.inbox.markRead(server.inbox.list(operatorId)[0]?.id ?? '', operatorId);
		await send('waits');
		await catchUp();
	});

	expect(printed).toEqual(['waits']);
});

test('what could not be marked as read is marked later', async () => {
	await watch(
		operatorId,
		async ({server, catchUp, send}) => {
			await send('one');
			await expect(catchUp(failingAt(callOf(server, operatorId), '/:id'))).rejects.toThrow('killed');
			expect(server.inbox.list(operatorId).map(({status}) => status)).toEqual(['pending']);
			await catchUp();
			expect(server.inbox.list(operatorId).map(({status}) => status)).toEqual(['read']);
		},
		'--mark-read',
	);
});

test('a message that was deleted before it could be marked ends nothing', async () => {
	const printed = await watch(
		operatorId,
		async ({server, catchUp, send}) => {
			await send('one');
			await expect(catchUp(failingAt(callOf(server, operatorId), '/:id'))).rejects.toThrow('killed');
			await server.inbox.remove(server.inbox.list(operatorId)[0]?.id ?? '', operatorId);
			await send('two');
			await catchUp();
		},
		'--mark-read',
	);

	expect(printed).toEqual(['one', 'two']);
});

for (const who of ['b', operatorId]) {
	test(`with --limit no more is printed, and no more taken, for ${who}`, async () => {
		const printed = await watch(
			who,
			async ({server, catchUp, send}) => {
				await send('one');
				expect(await catchUp()).toBe(false);
				await send('two');
				await send('three');
				expect(await catchUp()).toBe(true);
				expect(server.inbox.pendingCount(who)).toBe(who === 'b' ? 1 : 3);
			},
			'--limit',
			'2',
		);

		expect(printed).toEqual(['one', 'two']);
	});
}

test('news is what came to oneself, or was let go on', async () => {
	await watch('b', async ({isNews}) => {
		expect(isNews({event: 'message:created', data: message({to: 'b'})})).toBe(true);
		expect(isNews({event: 'message:freed', data: message({to: 'b'})})).toBe(true);
		expect(isNews({event: 'message:created', data: message({from: 'b', to: 'a'})})).toBe(false);
		expect(isNews({event: 'message:read', data: message({to: 'b'})})).toBe(false);
	});
});
