import {MaestroError} from '../../domain/errors.js';
import type {Call} from '../../protocol/call.js';
import {getMultiplexer} from '../../protocol/dispatch.js';
import {health} from '../../protocol/health.js';
import {getServer} from '../../protocol/server.js';
import type {HostAnswer} from '../state/host.js';

type Options = {
	readonly call: Call;
	readonly clock: () => number;
	readonly signal: AbortSignal;
};

/** The first one may have to open a connection. */
const times = 3;

/**
How far away a server is, how its clock goes, and what it says of itself. Of some tries the shortest counts: there the least stood in between.
*/
export const measureHost = async ({call, clock, signal}: Options): Promise<HostAnswer> => {
	let best = await measure({call, clock, signal});
	for (let count = 1; count < times; count += 1) {
		const next = await measure({call, clock, signal});
		best = next.roundTripMs < best.roundTripMs ? next : best;
	}

	const {pid, home, watchers} = (await call(getServer, {signal}).catch(whereItIsOurs)) ?? {};
	const multiplexer = await call(getMultiplexer, {signal}).catch(whereItIsOurs);
	return {...best, at: clock(), pid, home, watchers, multiplexer};
};

const measure = async ({call, clock, signal}: Options) => {
	const asked = clock();
	const {timestamp, uptime} = await call(health, {signal});
	const answered = clock();
	return {
		roundTripMs: answered - asked,
		aheadMs: Math.round(timestamp - (asked + answered) / 2),
		startedAt: timestamp - Math.round(uptime * 1000),
	};
};

/** The real server says no more than its health. */
const whereItIsOurs = (error: unknown): undefined => {
	if (error instanceof MaestroError && error.code === 'not-found') {
		return undefined;
	}

	throw error;
};
