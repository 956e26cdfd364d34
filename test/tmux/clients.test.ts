import {expect, test} from 'vitest';
import {type Client, clientOf} from '../../source/tmux/clients.js';

const client = (more: Partial<Client>): Client => ({
	name: '/dev/pts/1',
	sessionId: '$0',
	windowId: '@0',
	paneId: '%0',
	isReadOnly: false,
	activeAt: 0,
	...more,
});

const used = client({name: '/dev/pts/2', paneId: '%2'});
const ours = client({name: '/dev/pts/3', paneId: '%3'});
const watcher = client({name: '/dev/pts/4', paneId: '%4', isReadOnly: true});

const rules: ReadonlyArray<
	[title: string, paneId: string | undefined, clients: readonly Client[], chosen: Client | undefined]
> = [
	['the terminal that shows our pane is switched', '%3', [used, ours], ours],
	['else the one that was used last', '%9', [used, ours], used],
	['from a popup too', undefined, [used, ours], used],
	['not that of somebody who only watches', '%9', [watcher, used], used],
	['unless it is ours', '%4', [used, watcher], watcher],
	['and none where nobody looks', '%3', [], undefined],
];

for (const [title, paneId, clients, chosen] of rules) {
	test(title, () => {
		expect(clientOf(paneId, clients)).toBe(chosen);
	});
}
