import path from 'node:path';
import type {Agent} from '../agents/agent.js';
import type {Version} from '../agents/version.js';
import type {Session} from '../domain/session.js';
import {commandLine, quoteWord} from '../domain/shell.js';
import {createBells} from '../system/bells.js';
import {writeWhole} from '../system/files.js';
import type {Paths} from '../system/paths.js';

type Options = {
	readonly session: Session;
	readonly token: string;
	readonly agent: Agent;
	readonly version: Version | undefined;
	readonly introduction: string;
	readonly serverUrl: string;
	readonly paths: Paths;
};

/** How a person starts the agent of a session in their own shell. */
export type Adoption = {
	readonly folder: string;
	/** Lines for a shell that give it the session's variables. Secrets are in files, and never on a line. */
	readonly exports: readonly string[];
	/** The line that starts the agent then. */
	readonly command: string;
};

/**
Writes what an agent needs that is started by hand into a folder of the session, for the owner alone.
*/
export const prepareAdoption = async (options: Options): Promise<Adoption> => {
	const {session, token, agent, version, introduction, serverUrl, paths} = options;
	const folder = path.join(paths.adopted, session.id);
	const {args, environment, files} = agent.launch({
		folder,
		hooks: {
			hookProgram: path.join(paths.programs, 'maestro-hook'),
			doorbell: createBells(paths).doorbellOf(session.id),
		},
		introduction,
		version,
	});

	/** The word that a shell makes of the content of a file. */
	const fromFile = async (name: string, content: string): Promise<string> => {
		const file = path.join(folder, name);
		await writeWhole(file, content);
		return `"$(cat ${quoteWord(file)})"`;
	};

	for (const [name, content] of Object.entries(files)) {
		await writeWhole(path.join(folder, name), content);
	}

	const words: string[] = [];
	for (const [index, word] of args.entries()) {
		words.push(isShort(word) ? commandLine([word]) : await fromFile(`argument-${index}`, word));
	}

	const variables: string[] = [];
	for (const [name, value] of Object.entries(environment)) {
		variables.push(`export ${name}=${await fromFile(`variable-${name}`, value)}`);
	}

	return {
		folder,
		exports: [
			...Object.entries(whoItIs(session, serverUrl, paths)).map(
				([name, value]) => `export ${name}=${quoteWord(value)}`,
			),
			`export MAESTRO_SESSION_TOKEN=${await fromFile('token', `${token}\n`)}`,
			...variables,
			`export PATH=${quoteWord(paths.programs)}:"$PATH"`,
		],
		command: [agent.program, ...words].join(' '),
	};
};

const whoItIs = ({id, projectId, taskIds}: Session, serverUrl: string, {home}: Paths) => ({
	MAESTRO_HOME: home,
	MAESTRO_SERVER_URL: serverUrl,
	MAESTRO_SESSION_ID: id,
	MAESTRO_PROJECT_ID: projectId,
	MAESTRO_TASK_IDS: taskIds.join(','),
});

/** What a person can look over in a line. */
const isShort = (word: string): boolean => word.length <= 200 && !word.includes('\n');
