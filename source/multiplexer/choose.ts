import {MaestroError} from '../domain/errors.js';
import type {Multiplexer} from './multiplexer.js';
import type {Multiplexers} from './multiplexers.js';

export type Driver = {
	readonly name: string;
	readonly create: (place: {readonly session: string; readonly address?: string | undefined}) => Multiplexer;
};

type Options = {
	/** In the order in which they are looked for. */
	readonly drivers: readonly Driver[];
	/** The session that new windows are opened in. */
	readonly session: string;
	/** The name of the one that was set. */
	readonly set: string | undefined;
	/** The name of the one that we are inside of, if any. */
	readonly inside: () => Promise<string | undefined>;
};

/**
Chooses among drivers, and makes each once for a session of a server.
*/
export const createChoice = ({drivers, session, set, inside}: Options): Multiplexers => {
	const made = new Map<string, Multiplexer>();
	const found = new Map<string, Multiplexer>();

	const driverOf = (name: string): Driver => {
		const driver = drivers.find(driver => driver.name === name);
		if (driver === undefined) {
			const names = drivers.map(({name}) => name).join(', ');
			throw new MaestroError('malformed', `Expected a multiplexer of these: ${names}; got ${JSON.stringify(name)}`);
		}

		return driver;
	};

	const once = (driver: Driver, place: Parameters<Driver['create']>[0]): Multiplexer => {
		const key = JSON.stringify([driver.name, place.session, place.address]);
		const multiplexer = made.get(key) ?? driver.create(place);
		made.set(key, multiplexer);
		return multiplexer;
	};

	/** It is known by its address from now on, as the windows in it are. */
	const find = async (driver: Driver): Promise<Multiplexer> => {
		const known = found.get(driver.name);
		if (known !== undefined) {
			return known;
		}

		const multiplexer = once(driver, {session});
		const {address} = await multiplexer.find();
		const key = JSON.stringify([driver.name, session, address]);
		const chosen = made.get(key) ?? multiplexer;
		made.set(key, chosen);
		found.set(driver.name, chosen);
		return chosen;
	};

	/** Why it cannot be used, or whether windows of ours are in it. */
	const look = async (driver: Driver): Promise<{readonly missing: string} | {readonly hasWindows: boolean}> => {
		try {
			return {hasWindows: (await once(driver, {session}).listWindows()).length > 0};
		} catch (error) {
			if (!(error instanceof MaestroError)) {
				throw error;
			}

			return error.code === 'multiplexer-missing' ? {missing: error.message} : {hasWindows: false};
		}
	};

	const discover = async (): Promise<Driver> => {
		const around = await inside();
		const installed: Driver[] = [];
		const missing: string[] = [];
		for (const driver of drivers.toSorted((a, b) => Number(b.name === around) - Number(a.name === around))) {
			const sight = await look(driver);
			if ('missing' in sight) {
				missing.push(sight.missing);
			} else if (sight.hasWindows || driver.name === around) {
				return driver;
			} else {
				installed.push(driver);
			}
		}

		const [first] = installed;
		if (first === undefined) {
			throw noneFound(drivers, missing);
		}

		return first;
	};

	return {
		async choose(name = set) {
			return find(name === undefined ? await discover() : driverOf(name));
		},

		at({multiplexer, address, session}) {
			const driver = drivers.find(({name}) => name === multiplexer);
			return driver === undefined ? undefined : once(driver, {session, address});
		},
	};
};

const noneFound = (drivers: readonly Driver[], missing: readonly string[]): MaestroError =>
	new MaestroError(
		'multiplexer-missing',
		`A window needs one of these, and none can be used: ${drivers.map(({name}) => name).join(', ')}; choose a headless mode, which needs none, or install one (${missing.join('; ')})`,
	);
