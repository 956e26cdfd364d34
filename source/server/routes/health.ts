import {capabilities, health, productName} from '../../protocol/health.js';
import type {Clock} from '../../system/clock.js';
import {type Route, route} from '../route.js';
import type {Secrets} from '../secrets.js';

type Options = {
	readonly version: string;
	readonly secrets: Secrets;
	/** That the server listens on. */
	readonly port: () => number;
	readonly clock: Clock;
};

export const healthRoutes = ({version, secrets, port, clock}: Options): readonly Route[] => {
	const startedAt = clock();
	return [
		route(health, 'everyone', ({query: {nonce}}) => ({
			status: 'ok' as const,
			timestamp: clock(),
			uptime: (clock() - startedAt) / 1000,
			name: productName,
			version,
			capabilities: [...capabilities],
			...(nonce === undefined ? {} : {proof: secrets.prove(nonce, port())}),
		})),
	];
};
