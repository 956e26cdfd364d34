import {expect, test} from 'vitest';
import type {Message} from '../../source/domain/message.js';
import {createReplies} from '../../source/server/replies.js';
import {message} from '../helpers/builders.js';

const reply = message({id: 'm-2', metadata: {replyTo: 'm-1'}});

const open = () => {
	const known = new Map<string, Message>();
	const replies = createReplies(id => known.get(id));
	const come = (data: Message) => replies.notice({event: 'message:created', data});
	return {...replies, known, come};
};

const never = new AbortController().signal;
const longMs = 60_000;

test('a reply that is there is answered at once', async () => {
	const {wait, known} = open();
	known.set('m-1', reply);

	expect(await wait('m-1', longMs, never)).toBe(reply);
});

test('who does not wait is told that there is none', async () => {
	expect(await open().wait('m-1', 0, never)).toBeUndefined();
});

test('a reply reaches everyone who waits for it, and nobody else', async () => {
	const {wait, come} = open();
	const stopping = new AbortController();
	const mine = [wait('m-1', longMs, never), wait('m-1', longMs, never)];
	const others = wait('m-7', longMs, stopping.signal);

	come(message({id: 'm-0'}));
	come(message({id: 'm-9', metadata: {replyTo: 'm-8'}}));
	come(reply);
	come(message({id: 'm-3', metadata: {replyTo: 'm-1'}}));

	expect(await Promise.all(mine)).toEqual([reply, reply]);
	stopping.abort();
	expect(await others).toBeUndefined();
});

test('a message that is read, or taken away, is no reply', async () => {
	const {wait, notice, come} = open();
	const waiting = wait('m-1', longMs, never);

	notice({event: 'message:read', data: reply});
	notice({event: 'message:deleted', data: {id: 'm-2', from: 'a', to: 'b'}});
	const first = message({id: 'm-5', metadata: {replyTo: 'm-1'}});
	come(first);

	expect(await waiting).toBe(first);
});

test('the wait is over when its time is, and when whoever waits has gone', async () => {
	const {wait} = open();
	const stopping = new AbortController();
	const gone = wait('m-1', longMs, stopping.signal);

	expect(await wait('m-1', 10, never)).toBeUndefined();
	stopping.abort();
	expect(await gone).toBeUndefined();
	expect(await wait('m-1', longMs, stopping.signal)).toBeUndefined();
});

test('a reply that is held has not come before the operator lets it go', async () => {
	const {wait, notice, come} = open();
	const waiting = wait('m-1', longMs, never);

	come({...reply, hold: 'hold_1_a'});
	const freed = {...reply, id: 'm-6'};
	notice({event: 'message:freed', data: freed});

	expect(await waiting).toBe(freed);
});
