import {MaestroError} from '../../domain/errors.js';
import type {Call} from '../../protocol/call.js';
import {socketStatus} from '../../protocol/desktop/login.js';
import {getMultiplexer} from '../../protocol/dispatch.js';
import {health} from '../../protocol/health.js';
import {getServer} from '../../protocol/server.js';
import type {HostAnswer} from '../state/host.js';

type Options = {
	readonly call: Call;
	/** Whether it says more of itself than how it is. */
	readonly tellsMore: boolean;
	readonly clock: () => number;
	readonly signal: AbortSignal;
};

/** The first one may have to open a connection. */
const times = 3;

/**
How far away a server is, how its clock goes, and what it says of itself. Of some tries the shortest counts: there the least stood in between.
*/
export const measureHost = async ({call, tellsMore, clock, signal}: Options): Promise<HostAnswer> => {
	let best = await measure({call, clock, signal});
	for (let count = 1; count < times; count += 1) {
		const next = await measure({call, clock, signal});
		best = next.roundTripMs < best.roundTripMs ? next : best;
	}

	if (!tellsMore) {
		const {connectedClients} = (await call(socketStatus, {signal}).catch(whereItIsThere)) ?? {};
		return {...best, at: clock(), watchers: connectedClients};
	}

	const {pid, home, watchers} = await call(getServer, {signal});
	const multiplexer = await call(getMultiplexer, {signal});
	return {...best, at: clock(), pid, home, watchers, multiplexer};
};

const measure = async ({call, clock, signal}: Omit<Options, 'tellsMore'>) => {
	const asked = clock();
	const {timestamp, uptime} = await call(health, {signal});
	const answered = clock();
	return {
		roundTripMs: answered - asked,
		aheadMs: Math.round(timestamp - (asked + answered) / 2),
		startedAt: timestamp - Math.round(uptime * 1000),
	};
};

/** Of a server that is neither kind, or older, it is not known who watches it. */
const whereItIsThere = (error: unknown): undefined => {
	if (error instanceof MaestroError && error.code === 'not-found') {
		return undefined;
	}

	throw error;
};
