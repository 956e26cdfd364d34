import type {ServerAsked, WindowHost} from '../client/feeds/desktop/window-host.js';
import {createAgentFinder} from '../dispatch/agent-program.js';
import type {Host} from '../dispatch/spawned/host.js';
import {createPromptMail} from '../dispatch/spawned/prompt-mail.js';
import {createPromptStore} from '../dispatch/spawned/prompt-store.js';
import {createPromptWriting} from '../dispatch/spawned/prompt-writing.js';
import {createPromptWriter} from '../dispatch/spawned/prompts.js';
import {MaestroError} from '../domain/errors.js';
import {commonDoorbell} from '../server/common-doorbell.js';
import {createBells} from '../system/bells.js';
import type {Clock} from '../system/clock.js';
import type {Paths} from '../system/paths.js';
import type {Run} from '../system/run.js';

type Options = {
	readonly paths: Pick<Paths, 'mail' | 'owners' | 'hookEvents' | 'flags' | 'doorbells'>;
	/** Puts there what hooks run, which no server of ours has put there. */
	readonly installHooks: () => Promise<void>;
	/** The folders in which programs of agents are, as in PATH. */
	readonly searchPath: string | undefined;
	readonly run: Run;
	readonly clock: Clock;
	readonly pause: (milliseconds: number) => Promise<unknown>;
};

/**
What opens windows for a desktop server, and writes into them what that orders.
*/
export const withPrompts = (
	host: Host,
	{toolOf, isAlone}: Pick<ServerAsked, 'toolOf' | 'isAlone'>,
	{paths, installHooks, searchPath, run, clock, pause}: Options,
): Omit<WindowHost, 'isTrusted'> => {
	const findAgent = createAgentFinder({run, searchPath});
	const bells = createBells(paths);
	const mail = createPromptMail({
		...{paths, run, clock},
		bells: {
			flag: bells.flag,
			async ring(sessionId) {
				await bells.ring(sessionId);
				// Hooks in a person's own settings cannot know the sessions that they will run in.
				await bells.ring(commonDoorbell);
			},
		},
	});
	let known: ReadonlySet<string> = new Set();
	const texts = createPromptWriter({
		store: createPromptStore(host.folder),
		host: {windowOf: host.windowOf, toolOf, isAlone, isKnown: sessionId => known.has(sessionId)},
		mail: {
			...mail,
			async open() {
				await mail.open();
				await installHooks();
			},
		},
		write: createPromptWriting({pause, clock}),
		async versionOf(agent) {
			try {
				return (await findAgent(agent)).version;
			} catch (error) {
				if (error instanceof MaestroError) {
					return undefined;
				}

				throw error;
			}
		},
		clock,
	});

	return {
		...host,
		prompt: texts.take,
		release: texts.release,
		async close(sessionId) {
			const wasThere = await host.close(sessionId);
			await bells.remove(sessionId);
			return wasThere;
		},
		async follow({seen, seenTexts, ...options}) {
			const {everyMs, duty, signal} = options;
			await Promise.all([
				host.follow({
					...options,
					seen(hosted) {
						known = new Set(hosted.keys());
						seen(hosted);
					},
				}),
				texts.follow({everyMs, mayWrite: () => duty() === 'host', seen: seenTexts, signal}),
			]);
		},
	};
};
