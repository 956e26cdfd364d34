import type {Agent, Push} from '../agents/agent.js';
import type {FindAgent} from '../dispatch/agent-program.js';
import {MaestroError} from '../domain/errors.js';
import {cleanLine} from '../domain/text.js';
import type {Run} from '../system/run.js';

/** Whether the client has what was pushed to it. `unknown`: it may have it, and may not. */
export type Pushed =
	| {readonly kind: 'accepted'}
	| {readonly kind: 'refused'; readonly reason: string}
	| {readonly kind: 'unknown'; readonly reason: string};

export type ExecutePush = (agent: Agent, push: Push) => Promise<Pushed>;

type Options = {
	readonly run: Run;
	readonly findAgent: FindAgent;
	readonly fetch: (url: string, options: RequestInit) => Promise<Response>;
};

const timeoutMs = 15_000;

/**
Hands a text to a client that runs, by a program or by a request.
*/
export const createPush = ({run, findAgent, fetch}: Options): ExecutePush => {
	const byProgram = async (agent: Agent, {args, environment}: Extract<Push, {kind: 'program'}>): Promise<Pushed> => {
		const {path} = await findAgent(agent);
		const {exitCode, stderr, isTimedOut} = await run(path, args, {environment, timeoutMs});
		if (exitCode === 0) {
			return {kind: 'accepted'};
		}

		return isTimedOut
			? {kind: 'unknown', reason: `${agent.program} ${args[0]} did not end within ${timeoutMs / 1000} s`}
			: {kind: 'refused', reason: `${agent.program} ${args[0]} failed: ${lastLine(stderr) || `exit code ${exitCode}`}`};
	};

	const byRequest = async ({url, headers, body}: Extract<Push, {kind: 'request'}>): Promise<Pushed> => {
		try {
			const response = await fetch(url, {
				...{method: 'POST', headers, body, redirect: 'error'},
				signal: AbortSignal.timeout(timeoutMs),
			});
			await response.body?.cancel();
			return response.ok
				? {kind: 'accepted'}
				: {kind: 'refused', reason: `the client answered ${response.status} to ${new URL(url).pathname}`};
		} catch (error) {
			const code = codeOf(error);
			return code === 'ECONNREFUSED'
				? {kind: 'refused', reason: `nobody listens at ${new URL(url).host}`}
				: {kind: 'unknown', reason: `no answer from ${new URL(url).host}: ${code}`};
		}
	};

	return async (agent, push) => {
		try {
			return await (push.kind === 'program' ? byProgram(agent, push) : byRequest(push));
		} catch (error) {
			if (error instanceof MaestroError) {
				return {kind: 'refused', reason: error.message};
			}

			throw error;
		}
	};
};

const lastLine = (text: string): string => cleanLine(text.trimEnd().split('\n').at(-1) ?? '').slice(0, 300);

const codeOf = (error: unknown): string => {
	const cause: unknown = error instanceof Error ? error.cause : undefined;
	return typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : String(error);
};
