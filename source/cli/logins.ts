import path from 'node:path';
import {type Login, tokenPattern} from '../protocol/desktop/login.js';
import {readText, writeWhole} from '../system/files.js';
import {removeFile} from '../system/replace.js';

/**
What servers gave for their passwords. Each is kept for its own origin, and given out for no other, until it ends.
*/
export type Logins = {
	readonly tokenFor: (origin: string) => Promise<Login | undefined>;
	readonly keep: (origin: string, login: Login) => Promise<void>;
	readonly forget: (origin: string) => Promise<void>;
};

type Options = {
	readonly folder: string;
	readonly clock: () => number;
};

export const createLogins = ({folder, clock}: Options): Logins => {
	const fileOf = (origin: string): string => path.join(folder, encodeURIComponent(origin));

	return {
		async tokenFor(origin) {
			const login = read((await readText(fileOf(origin))) ?? '', origin);
			return login === undefined || login.until <= clock() ? undefined : login;
		},

		keep: async (origin, login) => writeWhole(fileOf(origin), `${JSON.stringify({origin, ...login})}\n`),

		forget: async origin => removeFile(fileOf(origin)),
	};
};

/** A file that is not whole, or was copied to another name, gives nothing. */
const read = (text: string, origin: string): Login | undefined => {
	try {
		const kept = JSON.parse(text) as Partial<Record<'origin' | 'token' | 'until', unknown>>;
		const {token, until} = kept;
		return kept.origin === origin && typeof token === 'string' && tokenPattern.test(token) && typeof until === 'number'
			? {token, until}
			: undefined;
	} catch {
		return undefined;
	}
};
