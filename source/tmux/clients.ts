import {createRecords, type Records} from './records.js';

/** A terminal at which somebody looks at this server. */
export type Client = {
	readonly name: string;
	/** Where it looks now. */
	readonly sessionId: string;
	readonly windowId: string;
	readonly paneId: string;
	readonly isReadOnly: boolean;
	/** Seconds since 1970. */
	readonly activeAt: number;
};

const fields = [
	'client_name',
	'client_control_mode',
	'client_readonly',
	'client_activity',
	'session_id',
	'window_id',
	'pane_id',
] as const;

export const createClientRecords = (): Records<(typeof fields)[number]> => createRecords(fields);

/**
The terminals in an answer to `list-clients`, the one used last first. A program that watches in control mode is a client for
tmux, and shows nothing to anyone.
*/
export const readClients = ({read}: ReturnType<typeof createClientRecords>, stdout: string): readonly Client[] =>
	read(stdout)
		.filter(row => row.client_control_mode !== '1')
		.map(row => ({
			name: row.client_name,
			sessionId: row.session_id,
			windowId: row.window_id,
			paneId: row.pane_id,
			isReadOnly: row.client_readonly === '1',
			activeAt: Number(row.client_activity),
		}))
		.toSorted((a, b) => b.activeAt - a.activeAt);

/**
The terminal that the person in a pane looks at: one that shows this pane, else the one used last. A read-only one is
somebody's who watches.
*/
export const clientOf = (paneId: string | undefined, clients: readonly Client[]): Client | undefined =>
	clients.find(client => client.paneId === paneId) ?? clients.find(client => !client.isReadOnly);
