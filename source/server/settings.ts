import {z} from 'zod';
import {problemsIn} from '../agents/custom-settings.js';
import {agents} from '../agents/index.js';
import {terminals} from '../dispatch/terminals/index.js';
import {MaestroError} from '../domain/errors.js';
import {parseJson} from '../protocol/read.js';

const days = z.number().positive().max(3650);

const oneLine = z.string().regex(/^[^\0\n\r]*$/, 'one line');
const words = z.array(oneLine).max(200);

/** A command line that is an agent (`CustomSettings`). */
const agent = z.strictObject({
	label: oneLine.min(1).max(60).optional(),
	command: words.min(1),
	prompt: words.optional(),
	headless: words.optional(),
	environment: z.record(z.string(), oneLine).optional(),
	without: words.optional(),
	version: words.optional(),
});

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
	/** The multiplexer that windows are opened in; found out unless given. */
	multiplexer: z.enum(['tmux', 'zellij']).optional(),
	/** The session of it that they are opened in. */
	multiplexerSession: z
		.string()
		.regex(/^[A-Za-z0-9_][A-Za-z0-9_-]{0,49}$/, 'letters, digits, - and _, at most 50')
		.optional(),
	/**
	The terminal that is opened to show a window: one that is known, or a command in which `{attach}` stands for what it runs. Found out unless
	given.
	*/
	terminal: z
		.union([
			z.enum(terminals.map(({id}) => id)),
			words.min(1).refine(given => given.some(word => word.includes('{attach}')), 'a word of it is {attach}'),
		])
		.optional(),
	/** The agent of a dispatch that names none. */
	agent: z.string().optional(),
	/** More agents, by their names: any command line. */
	agents: z
		.record(z.string(), agent)
		.superRefine((given, context) => {
			const taken = agents.map(({id}) => id);
			for (const [id, settings] of Object.entries(given)) {
				for (const {member, text} of problemsIn(id, settings, taken)) {
					context.addIssue({code: 'custom', message: text, path: [id, ...member.split('.').filter(Boolean)]});
				}
			}
		})
		.default({}),
	runs: z
		.strictObject({
			/** Minutes that a headless run may take; zero is no limit. */
			minutes: z.number().min(0).max(100_000).default(0),
			/** Megabytes that a headless run may print; zero is no limit. */
			outputMegabytes: z.number().min(0).max(1_000_000).default(1024),
			/** Megabytes that the folders of all headless runs may have together; those that ended first go first. Zero is no limit. */
			keepMegabytes: z.number().min(0).max(10_000_000).default(5120),
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
