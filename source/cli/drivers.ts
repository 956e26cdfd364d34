import {MaestroError} from '../domain/errors.js';
import type {Multiplexer} from '../multiplexer/multiplexer.js';
import {run} from '../system/run.js';
import {createTmux} from '../tmux/tmux.js';

export type DriverOptions = {
	/** The session that windows are opened in. */
	readonly session: string;
	/** Which server of the multiplexer; the user's own unless given. */
	readonly address?: string | undefined;
	readonly environment: Readonly<Record<string, string | undefined>>;
};

type Driver = {
	readonly name: string;
	readonly create: (options: DriverOptions) => Multiplexer;
};

// The order here is the order in which they are looked for.
export const drivers: readonly Driver[] = [
	{
		name: 'tmux',
		create: ({session, address, environment}) => createTmux({run, session, environment, socket: address}),
	},
];

/**
The driver of that name; the first of the list unless one is named.
*/
export const createMultiplexer = (name: string | undefined, options: DriverOptions): Multiplexer => {
	const driver = name === undefined ? drivers[0] : drivers.find(driver => driver.name === name);
	if (driver === undefined) {
		throw new MaestroError(
			'malformed',
			`Expected a multiplexer of these: ${drivers.map(({name}) => name).join(', ')}; got ${name}`,
		);
	}

	return driver.create(options);
};
