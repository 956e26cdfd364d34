import {expect, onTestFinished, test} from 'vitest';
import {createDraftFeed, type KeptDraft} from '../../source/client/feeds/drafts.js';
import {createStore} from '../../source/client/store.js';
import {MaestroError} from '../../source/domain/errors.js';
import {eventually} from '../helpers/eventually.js';

type Given = {
	readonly kept?: readonly KeptDraft[];
	readonly quietMs?: number;
	readonly refuses?: boolean;
};

const follow = async ({kept = [], quietMs = 20, refuses = false}: Given = {}) => {
	const store = createStore();
	const written: Array<readonly KeptDraft[]> = [];
	const keeper = {
		kept: async () => kept,
		async keep(drafts: readonly KeptDraft[]) {
			if (refuses) {
				throw new MaestroError('storage-failed', 'The disk is full');
			}

			written.push(drafts);
		},
	};
	const feed = createDraftFeed({store, keeper, quietMs});
	const stopped = new AbortController();
	const ended = feed.follow(stopped.signal);
	const stop = async () => {
		stopped.abort();
		await ended;
	};
	onTestFinished(stop);
	const type = (text: string) =>
		store.send(
			{event: 'draft:opened', data: {id: 'd', to: 's-1', replyTo: undefined}},
			{event: 'draft:edited', data: {id: 'd', by: {kind: 'insert', text}}},
		);
	return {store, written, feed, stop, type};
};

const old: KeptDraft = {id: 'old', to: ['s-2'], replyTo: 'm-1', how: {priority: 'high'}, key: 'k', text: 'Before'};

test('what was kept is there again, and is not written anew', async () => {
	const {store, written, stop} = await follow({kept: [old]});

	await eventually(() => expect(store.get().drafts.get('old')?.text.text).toBe('Before'));
	expect(store.get().drafts.get('old')).toMatchObject({key: 'k', replyTo: 'm-1', how: {priority: 'high'}});
	await stop();
	expect(written).toEqual([]);
});

test('words are written down once they rest, and not with each of them', async () => {
	const {written, type} = await follow({quietMs: 60});

	for (const character of 'Hello') {
		type(character);
	}

	await eventually(() => expect(written.map(all => all.map(({text}) => text))).toEqual([['Hello']]));
});

test('what was typed last is written down when the app ends', async () => {
	const {written, type, stop} = await follow({quietMs: 60_000});
	type('Last words');

	await stop();

	expect(written.at(-1)).toMatchObject([{text: 'Last words'}]);
});

test('a draft without words, and a cursor that moves, write nothing', async () => {
	const {store, written, type, stop, feed} = await follow();
	store.send({event: 'draft:opened', data: {id: 'empty', to: 's-1', replyTo: undefined}});
	await feed.settle();
	expect(written).toEqual([]);
	type('Hi');
	await feed.settle();

	store.send({event: 'draft:edited', data: {id: 'd', by: {kind: 'left'}}});
	await stop();

	expect(written).toHaveLength(1);
});

test('a disk that fails is told, and the words stay on the screen', async () => {
	const {store, type, feed} = await follow({refuses: true});
	type('Hi');

	await feed.settle();

	expect(store.get().notice).toEqual({tone: 'error', text: 'The disk is full'});
	expect(store.get().drafts.get('d')?.text.text).toBe('Hi');
});
