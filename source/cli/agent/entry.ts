import {writeOut} from '../../system/quick-files.js';
import {createCall} from './caller.js';
import {isForeign, withAdoptedSession} from './client.js';
import {elapsed} from './elapsed.js';
import {runHook} from './hook.js';
import {identify} from './identity.js';
import {main} from './main.js';
import {isGenuine} from './prove.js';

/** Milliseconds since this process began: an agent waits for its hooks, and a second is what one may take. */
const hookMs = 900;
const hookInputMs = 300;
const longestHookInput = 1024 * 1024;

const readInput = async (longest: number, timeoutMs?: number): Promise<string> =>
	new Promise(resolve => {
		const chunks: Buffer[] = [];
		let length = 0;
		const end = () => {
			clearTimeout(timer);
			resolve(Buffer.concat(chunks).subarray(0, longest).toString());
		};
		const timer = timeoutMs === undefined ? undefined : setTimeout(end, timeoutMs);
		process.stdin.on('data', (chunk: Buffer) => {
			chunks.push(chunk);
			length += chunk.length;
			if (length >= longest) {
				process.stdin.destroy();
				end();
			}
		});
		process.stdin.on('end', end);
		process.stdin.on('error', end);
	});

/** `session` is whose hook it is, where `maestro-hook` has found that out. */
const hook = async (session: string | undefined): Promise<number> => {
	const environment =
		session === undefined ? withAdoptedSession(process.env) : {...process.env, MAESTRO_SESSION_ID: session};
	if (!environment.MAESTRO_SESSION_ID || (session === undefined && isForeign(environment))) {
		return 0;
	}

	const deadline = new Promise<undefined>(resolve => {
		setTimeout(() => resolve(undefined), hookMs - elapsed());
	});
	return runHook({
		environment,
		input: await readInput(longestHookInput, hookInputMs),
		connect: () => createCall({environment, identity: identify(environment), isGenuine}),
		write: writeOut,
		letters: () => require(`${__dirname}/letters.cjs`) as typeof import('./letters.js'),
		deadline,
		pid: process.pid,
	});
};

/** The build for people lies beside this one. */
const handOver = async (argv: readonly string[]): Promise<number> => {
	const file = `${__dirname}/maestro.js`;
	const {main: forPeople} = (await import(file)) as {readonly main: (words: readonly string[]) => Promise<number>};
	return forPeople(argv);
};

const run = async (): Promise<number> => {
	const argv = process.argv.slice(2);
	if (argv[0] !== 'hook') {
		return main(argv, {environment: withAdoptedSession(process.env), readInput, random: Math.random, handOver});
	}

	try {
		return argv.includes('--help') ? 0 : await hook(argv[1]);
	} catch {
		// Exit code 1 is shown to the person, and 2 takes their prompt away.
		return 0;
	}
};

void run().then(exitCode => process.exit(exitCode));
