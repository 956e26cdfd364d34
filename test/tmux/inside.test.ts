import {expect, test} from 'vitest';
import {insideOf, serverIn} from '../../source/tmux/inside.js';

test('TMUX names the socket and the server, and TMUX_PANE the pane', () => {
	expect(insideOf({TMUX: '/tmp/tmux-0/default,4711,2', TMUX_PANE: '%7'})).toEqual({
		socket: '/tmp/tmux-0/default',
		serverPid: 4711,
		paneId: '%7',
	});
});

test('the path of the socket may hold commas, spaces and newlines', () => {
	expect(insideOf({TMUX: '/tmp/a,1,2 b\n,4711,2'})?.socket).toBe('/tmp/a,1,2 b\n');
});

test('the server is told from other processes by the number in TMUX', () => {
	const isServer = serverIn({TMUX: '/tmp/tmux-0/default,4711,2'});

	expect([isServer?.({pid: 4711}), isServer?.({pid: 4712})]).toEqual([true, false]);
	expect(serverIn({})).toBeUndefined();
});

test('a popup has no pane', () => {
	expect(insideOf({TMUX: '/tmp/tmux-0/default,4711,2', TMUX_PANE: ''})?.paneId).toBeUndefined();
});

for (const TMUX of [undefined, '', 'default', '/tmp/tmux-0/default', '/tmp/tmux-0/default,x,0']) {
	test(`with TMUX=${TMUX ?? ' not set'} this terminal is not in tmux`, () => {
		expect(insideOf({TMUX})).toBeUndefined();
	});
}
