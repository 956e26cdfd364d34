import {insideOf} from '../multiplexer/inside.js';
import {readSettings} from '../server/settings.js';
import {listAncestors} from '../system/ancestors.js';
import {readText} from '../system/files.js';
import type {Paths} from '../system/paths.js';
import {run} from '../system/run.js';
import {drivers} from './drivers.js';

type Options = {
	readonly environment: Readonly<Record<string, string | undefined>>;
	readonly paths: Pick<Paths, 'settings'>;
};

/**
The multiplexer that whoever sits at this terminal would open a window in: the one that was asked for, else the one that the terminal is
in. `undefined` where the operator has set one, which is for the server to know, and where nothing speaks for any.
*/
export const preferMultiplexer = async ({environment, paths}: Options): Promise<string | undefined> => {
	const asked = environment.MAESTRO_MULTIPLEXER;
	if (asked !== undefined && asked !== '') {
		return asked;
	}

	if (readSettings(await readText(paths.settings), paths.settings).multiplexer !== undefined) {
		return undefined;
	}

	return insideOf({signs: drivers, environment, ancestors: async () => listAncestors(run)});
};
