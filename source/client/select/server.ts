import {productName} from '../../protocol/health.js';
import type {Connection} from '../state/connection.js';

/**
Which server it is: its address, and its name where it is one of another kind.
*/
export const serverLabel = ({server}: Connection): string => {
	if (server === undefined) {
		return '';
	}

	const host = server.url.replace(/^https?:\/\//, '');
	return server.name === productName ? host : `${host} ${server.name}`;
};
