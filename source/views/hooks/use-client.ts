import {createContext, useContext} from 'react';
import type {Client} from '../../client/client.js';

export const ClientContext = createContext<Client | undefined>(undefined);

export const useClient = (): Client => {
	const client = useContext(ClientContext);
	if (client === undefined) {
		throw new TypeError('useClient needs a ClientContext around it');
	}

	return client;
};
