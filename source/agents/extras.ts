import {MaestroError} from '../domain/errors.js';

/** What each option would take from maestro, by its name: `--port`, `-p`. */
export type Refused = Readonly<Record<string, string>>;

/**
Refuses as `malformed` extras with an option that would undo what maestro gives a client, in any of the ways in which clients read one:
`--port 1`, `--port=1`, `-p1`, and for some `--mdnsDomain`.
*/
export const refuseOptions = (label: string, extras: readonly string[], refused: Refused): void => {
	for (const extra of extras) {
		const name = nameOf(extra);
		if (Object.hasOwn(refused, name)) {
			throw new MaestroError('malformed', `Expected options for ${label}, got ${extra}: ${refused[name]}`);
		}
	}
};

/** Why an option is refused that says the same as the permission that was given. */
export const saidTwice = 'what it may do without asking was given already; say it in one way';

/** Why an option is refused that says how a run without a window prints. */
export const howItPrints = 'maestro has to read what it prints';

/** Why what holds the prompt is refused. */
export const promptIsOurs = 'the prompt is put there by maestro; put yours into the task';

const nameOf = (extra: string): string => {
	const [name = ''] = extra.split('=');
	if (!name.startsWith('--')) {
		return name.slice(0, 2);
	}

	return name.replaceAll(/(?<=[a-z])[A-Z]/g, letter => `-${letter.toLowerCase()}`);
};
