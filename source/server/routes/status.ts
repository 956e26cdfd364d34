import {getAuthStatus, getWatchers} from '../../protocol/server.js';
import {type Route, route} from '../route.js';
import {type Secrets, secretIn} from '../secrets.js';

type Options = {
	/** How many watch the event channel. */
	readonly watchers: () => number;
	readonly secrets: Pick<Secrets, 'ownerOf'>;
};

/**
What clients of the real server ask of the server itself (contract §1, §2).
*/
export const statusRoutes = ({watchers, secrets}: Options): readonly Route[] => [
	route(getWatchers, 'anyone', () => {
		const connectedClients = watchers();
		const open = {readyState: 1, readyStateText: 'OPEN'};
		return {connectedClients, clients: Array.from({length: connectedClients}, () => open)};
	}),
	// A client without a secret learns here that it needs one; there is no password that it could ask for.
	route(getAuthStatus, 'everyone', ({header}) => {
		const secret = secretIn(header('authorization'));
		return {authEnabled: true, authenticated: secret !== undefined && secrets.ownerOf(secret) !== undefined};
	}),
];
