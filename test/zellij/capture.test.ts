import {expect, test} from 'vitest';
import {capture} from '../../source/zellij/capture.js';
import type {ZellijServer} from '../../source/zellij/server.js';
import type {Listing} from '../../source/zellij/windows.js';

const window = {id: '1', paneId: 'terminal_1', key: 'key_00001'};

/** What is captured of a pane that zellij answers with these texts, one after the other, and what it was asked. */
const captured = async (answers: readonly string[]) => {
	const asked: Array<readonly string[]> = [];
	const server: Pick<ZellijServer, 'act'> = {
		async act(args) {
			asked.push(args);
			return {isDone: true, stdout: answers[asked.length - 1] ?? '', complaint: ''};
		},
	};
	const listing = {find: async () => ({window, pane: {rows: 50}})};
	// The casts: a capture asks nothing else of them.
	const text = await capture(server as ZellijServer, listing as unknown as Listing, window, {lines: 5, colours: false});
	return {text, count: asked.length};
};

test('an answer that has nothing at all is none, and the pane is asked again', async () => {
	expect(await captured(['', '', 'one\n\ntwo\n\n'])).toEqual({text: 'one\n\ntwo', count: 3});
});

test('a blank pane is blank, and asked once', async () => {
	expect(await captured(['\n\n\n'])).toEqual({text: '', count: 1});
});

test('a pane of which there is never an answer is blank', async () => {
	expect(await captured([])).toEqual({text: '', count: 4});
});
