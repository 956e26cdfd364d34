import type {Agent} from '../agents/agent.js';
import type {Version} from '../agents/version.js';
import type {Context} from './command.js';

/**
The version of the client that a person would start here; `undefined` where it is not on PATH or does not say.
*/
export const clientVersion = async ({run}: Pick<Context, 'run'>, agent: Agent): Promise<Version | undefined> => {
	const {exitCode, stdout} = await run(agent.program, ['--version'], {timeoutMs: 10_000});
	return exitCode === 0 ? agent.readVersion(stdout) : undefined;
};
