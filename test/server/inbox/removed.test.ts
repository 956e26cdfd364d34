import {expect, test} from 'vitest';
import {operatorId, type Session} from '../../../source/domain/session.js';
import {longAgo, session} from '../../helpers/builders.js';
import {openInbox, sending} from '../../helpers/inbox.js';

const removed = 'its receiver was removed';

test('what waits for a receiver that is removed fails, taken or not', async () => {
	const {inbox, events, raised, reopen} = await openInbox();
	const {message: shown} = await inbox.send(sending());
	await inbox.confirm((await inbox.take('b', {via: 'hook'}))?.id ?? '', 'b');
	const {message: taken} = await inbox.send(sending());
	const taking = await inbox.take('b', {via: 'hook'});
	const {message: waiting} = await inbox.send(sending({metadata: {priority: 'high'}}));
	events.length = 0;

	await inbox.fail('b', removed);

	for (const {id} of [taken, waiting]) {
		expect(inbox.get(id)).toMatchObject({status: 'failed', delivery: {lastError: removed}});
	}

	expect(inbox.get(shown.id)?.status).toBe('delivered');
	expect(events.map(({event}) => event)).toEqual(['message:failed', 'message:failed']);
	expect([inbox.pendingCount('b'), inbox.takings('b'), raised.at(-1)]).toEqual([0, [], ['b', 0, false]]);
	expect(await inbox.confirm(taking?.id ?? '', 'b')).toEqual([]);
	expect([...(await reopen()).all()].map(({status}) => status)).toEqual(['delivered', 'failed', 'failed']);
});

test('a message that was on its way to a receiver while that was removed fails as well', async () => {
	const known = new Map(['a', 'b'].map(id => [id, session({id})]));
	const {inbox} = await openInbox({parties: id => (id === operatorId ? operatorId : known.get(id))});

	const onItsWay = inbox.send(sending());
	known.delete('b');

	expect((await onItsWay).message).toMatchObject({status: 'failed', delivery: {lastError: removed}});
});

test('a session between runs gets what was written meanwhile when it comes back', async () => {
	const activity = {state: 'ended', source: 'hook SessionEnd', at: longAgo} as const;
	const known = new Map<string, Session>([
		['a', session({id: 'a'})],
		['b', session({id: 'b', activity})],
	]);
	const {inbox} = await openInbox({parties: id => known.get(id)});

	const {message} = await inbox.send(sending());

	known.set('b', session({id: 'b'}));
	expect((await inbox.take('b', {via: 'hook SessionStart'}))?.messages).toEqual([message]);
});
