import {serverName} from '../dispatch/spawned/keys.js';
import {portOwners} from '../system/port-owners.js';
import type {Run} from '../system/run.js';

type Options = {
	/** The addresses that the operator has named, as far as they did. */
	readonly named: ReadonlyArray<string | undefined>;
	/** Of the operator. */
	readonly user: number | undefined;
	readonly run: Run;
};

/**
Whether a server may say which programs run here without a question: the operator has named it, or it is a program of theirs. On a usual port
of a machine with several users anybody may listen (contract §13).
*/
export const createTrust = ({named, user, run}: Options) => {
	const names = new Set(named.flatMap(url => (url !== undefined && URL.canParse(url) ? [serverName(url)] : [])));

	return async (url: string): Promise<boolean> => {
		const name = serverName(url);
		if (names.has(name)) {
			return true;
		}

		// A name always says the port.
		const [, host, port] = /^https?:\/\/(.+):(\d+)$/.exec(name) ?? [];
		if (host !== 'localhost') {
			return false;
		}

		const owners = await portOwners(Number(port), run);
		return owners.length > 0 && owners.every(owner => owner === user);
	};
};
