import {z} from 'zod';
import {MaestroError} from '../domain/errors.js';
import {parseJson} from '../protocol/read.js';

const days = z.number().positive().max(3650);

const reader = z.strictObject({
	messages: z
		.strictObject({
			/** How many messages a session may send in a minute; each receiver of a broadcast counts. The operator is free. */
			perMinute: z.int().min(1).max(10_000).default(10),
			/** How many messages two sessions may exchange within so many minutes without a person, before the operator is asked. */
			loop: z
				.strictObject({
					messages: z.int().min(2).max(10_000).default(20),
					minutes: z.number().positive().max(1440).default(10),
				})
				.prefault({}),
			/** After how many days a message that does not wait any more is removed. */
			retentionDays: days.default(7),
			/** The same, by the project's id. */
			projects: z.record(z.string(), z.strictObject({retentionDays: days})).default({}),
		})
		.prefault({}),
	/** Types one short line into the window of an agent that is surely idle and cannot be woken in any other way. */
	nudge: z.boolean().default(false),
});

/**
What the operator can set for the server, in `$MAESTRO_HOME/settings.json`.
*/
export type Settings = z.output<typeof reader>;

export const defaultSettings: Settings = reader.parse({});

/**
The settings in a file's text; those of nobody where there is no file. Refuses as `malformed`, naming the member that is wrong.
*/
export const readSettings = (text: string | undefined, file: string): Settings => {
	if (text === undefined) {
		return defaultSettings;
	}

	const result = reader.safeParse(parseJson(text));
	if (!result.success) {
		const issues = result.error.issues.map(({path, message}) => `${path.join('.') || 'the whole'}: ${message}`);
		throw new MaestroError(
			'malformed',
			`${file} is not as it should be: ${issues.slice(0, 3).join('; ')}; correct it, or remove it`,
		);
	}

	return result.data;
};
