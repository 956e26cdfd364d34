import type {Agent} from '../agents/agent.js';
import type {Version} from '../agents/version.js';
import {MaestroError} from '../domain/errors.js';
import {modifiedAt} from '../system/files.js';
import {findProgram} from '../system/find-program.js';
import type {Run} from '../system/run.js';

export type AgentProgram = {
	/** Absolute path. */
	readonly path: string;
	readonly version: Version | undefined;
};

type Options = {
	readonly run: Run;
	/** The folders to look in, as in PATH. */
	readonly searchPath: string | undefined;
};

/**
Finds an agent's program and its version; refuses with `agent-missing` where it is not installed. A version is asked for once for
each file there is, as asking starts the program; one that it did not tell is asked for again.
*/
export const createAgentFinder = ({run, searchPath}: Options) => {
	const versions = new Map<string, Promise<Version | undefined>>();

	return async (agent: Agent): Promise<AgentProgram> => {
		const path = await findProgram(agent.program, searchPath);
		if (path === undefined) {
			throw new MaestroError(
				'agent-missing',
				`${agent.label} is not installed: no program "${agent.program}" on the PATH of the server; install it and try again; if it went into a folder that is new on your PATH, stop the server first (maestro server stop) and start the app again`,
			);
		}

		const key = `${path} ${await modifiedAt(path)}`;
		const asked = versions.get(key) ?? askVersion(run, path, agent);
		versions.set(key, asked);
		const version = await asked;
		if (version === undefined) {
			versions.delete(key);
		}

		return {path, version};
	};
};

export type FindAgent = ReturnType<typeof createAgentFinder>;

const askVersion = async (run: Run, path: string, agent: Agent): Promise<Version | undefined> => {
	const {versionArgs = ['--version']} = agent;
	if (versionArgs.length === 0) {
		return undefined;
	}

	const {stdout} = await run(path, versionArgs, {timeoutMs: 10_000});
	return agent.readVersion(stdout);
};
