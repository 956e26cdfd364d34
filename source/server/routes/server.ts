import {getServer, stopServer} from '../../protocol/server.js';
import type {Clock} from '../../system/clock.js';
import {type Route, route} from '../route.js';

type Options = {
	readonly pid: number;
	readonly version: string;
	readonly home: string;
	readonly watchers: () => number;
	/** Begins the end of the server. */
	readonly stop: () => void;
	readonly clock: Clock;
};

export const serverRoutes = ({pid, version, home, watchers, stop, clock}: Options): readonly Route[] => {
	const startedAt = clock();
	return [
		route(getServer, 'operator', () => ({pid, version, home, startedAt, watchers: watchers()})),
		route(stopServer, 'operator', () => {
			stop();
			return {stopping: true};
		}),
	];
};
