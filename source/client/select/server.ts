import {productName} from '../../protocol/health.js';
import type {ServerInfo} from '../event.js';
import type {Connection} from '../state/connection.js';

/**
Which server it is: its address, and its name where it is one of another kind.
*/
export const serverLabel = ({server}: Connection): string => {
	if (server === undefined) {
		return '';
	}

	const host = hostOf(server.url);
	return server.name === productName ? host : `${host} ${server.name}`;
};

export const isOurs = ({server}: Connection): boolean => server?.name === productName;

/**
The same in words, from the most to the fewest: each of them is whole, and says which server it is, where there is not room for the one before.
*/
export const serverWordings = ({name, version, url}: ServerInfo): readonly string[] => {
	const host = hostOf(url);
	const place = placeOf(url);
	const isOurs = name === productName;
	return isOurs
		? [...(version === undefined ? [] : [`${name} ${version} at ${place}`]), `${name} at ${place}`, place]
		: [`${name} at ${host}`, `${name} at ${place}`, `desktop ${place}`, 'desktop'];
};

const hostOf = (url: string): string => url.replace(/^https?:\/\//, '');

/** Where a server is, in few words: of this machine the port says enough. */
export const placeOf = (url: string): string => hostOf(url).replace(/^(?:127\.0\.0\.1|localhost|\[::1\])(?=:)/, '');
