import {badgeOf, needsPerson} from '../../domain/badge.js';
import {hasEnded} from '../../domain/session.js';
import type {ServerInfo} from '../event.js';
import {createFilter} from '../filter.js';
import {derive} from '../state/derive.js';
import type {HostLook} from '../state/host.js';
import type {State} from '../state/index.js';
import {lineToDraw} from '../text.js';
import {selectedRow} from './rows.js';

/** A server that sessions are shown of, with what its row says. */
export type HostRow = {
	/** Its address. */
	readonly id: string;
	readonly name: string;
	readonly server: ServerInfo;
	readonly isConnected: boolean;
	readonly look: HostLook | undefined;
	readonly live: number;
	readonly working: number;
	readonly needYou: number;
};

/** How the host is called that a server is on: where it listens, without the protocol. */
export const hostName = ({url}: Pick<ServerInfo, 'url'>): string => url.replace(/^https?:\/\//, '');

export const allHostRows = derive(
	[({connection}: State) => connection, state => state.sessions, state => state.host],
	({server, phase}, sessions, look): readonly HostRow[] => {
		if (server === undefined) {
			return [];
		}

		const alive = [...sessions.values()].filter(session => !hasEnded(session));
		return [
			{
				id: server.url,
				name: lineToDraw(hostName(server)),
				server,
				isConnected: phase === 'open',
				look,
				live: alive.length,
				working: alive.filter(session => badgeOf(session) === 'working').length,
				needYou: alive.filter(needsPerson).length,
			},
		];
	},
);

export const hostRows = derive(
	[allHostRows, (state: State) => state.screen.filters.hosts ?? ''],
	(rows, filter): readonly HostRow[] => {
		const keeps = createFilter(filter);
		return filter.trim() === ''
			? rows
			: rows.filter(({name, isConnected, server}) =>
					keeps({
						host: name,
						status: isConnected ? 'connected' : 'lost',
						text: `${name} ${server.name} ${server.version ?? ''} ${server.capabilities.join(' ')}`,
					}),
				);
	},
);

export const selectedHost = (state: State): HostRow | undefined =>
	selectedRow(hostRows(state), state.screen.selected.hosts);
