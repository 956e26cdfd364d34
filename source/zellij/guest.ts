import {randomBytes} from 'node:crypto';
import {comesTrue} from '../system/comes-true.js';
import {removeFile, replaceFile} from '../system/replace.js';
import type {Finished, Run} from '../system/run.js';
import {listClients} from './clients.js';
import {failed} from './complaints.js';
import type {Registry} from './registry.js';
import type {ZellijServer} from './server.js';
import type {Turns} from './turns.js';

type Options = {
	readonly server: ZellijServer;
	readonly registry: Registry;
	readonly run: Run;
	readonly turns: Turns;
};

export type Guest = {
	/** Whether this machine has what a guest needs. */
	readonly isPossible: () => Promise<boolean>;
	/**
	Does something in its turn, while some terminal shows the session: one of ours where there is no other. `before` makes sure that there
	is a session.
	*/
	readonly during: <T>(work: () => Promise<T>, before?: () => Promise<void>) => Promise<T>;
};

// A terminal of 200 × 50 that nobody sees. It goes when its file goes, and by itself after a while, should we be ended; by KILL, as a
// person can have set that a client which is asked to end ends the whole session. Its input never ends: at the end of that zellij
// would read on and on, and take a core for it.
const look = `
stty rows 50 cols 200
{
	tries=0
	while [ -e "$MAESTRO_GUEST_FILE" ] && [ "$tries" -lt 600 ]; do
		sleep 0.05
		tries=$((tries + 1))
	done
	kill -KILL 0
} | {
	zellij attach "$MAESTRO_GUEST_SESSION"
	rm -f -- "$MAESTRO_GUEST_FILE"
}
`;

const visitTakesMs = 60_000;
const mostTries = 4;
const arrivalTakesMs = 5000;

/**
Has a terminal of ours look at the session while something is done for which zellij wants one: what opens while nobody looks gets no
room from zellij 0.45 on and is lost (zellij's issue 5594), and is 50 columns wide before; and only a tab that somebody looks at can be
brought forward. Whoever comes next finds the session as the guest has left it.
*/
export const createGuest = ({server, registry, run, turns}: Options): Guest => {
	let form: Promise<'linux' | 'bsd' | undefined> | undefined;
	let wanted = 0;
	let visit: Visit | undefined;

	// `script` of util-linux takes a shell line, of which ours is always the same, and that of BSD and macOS words.
	const formOf = async () => {
		const {stdout, isMissing} = await run('script', ['--version']);
		return isMissing ? undefined : stdout.includes('util-linux') ? 'linux' : 'bsd';
	};

	const isPossible = async () => {
		form ??= formOf();
		return (await form) !== undefined;
	};

	const begin = async (): Promise<Visit> => {
		const file = registry.fileOf(`guest-${randomBytes(6).toString('hex')}`);
		await replaceFile(file, '');
		const words =
			(await form) === 'linux'
				? ['-qfec', 'exec /bin/sh -c "$MAESTRO_GUEST"', '/dev/null']
				: ['-q', '/dev/null', '/bin/sh', '-c', look];
		const environment = {
			...server.variables,
			SHELL: '/bin/sh',
			TERM: server.variables.TERM || 'xterm-256color',
			MAESTRO_GUEST: look,
			MAESTRO_GUEST_FILE: file,
			MAESTRO_GUEST_SESSION: server.session,
		};
		let finished: Finished | undefined;
		const over = run('script', words, {timeoutMs: visitTakesMs, environment}).then(value => {
			finished = value;
		});
		return {
			finished: () => finished,

			async end() {
				await removeFile(file);
				await over;
			},
		};
	};

	const arrive = async (): Promise<void> => {
		if (visit !== undefined && visit.finished() === undefined) {
			return;
		}

		visit = undefined;
		if (!(await isPossible()) || (await listClients(server)).length > 0) {
			return;
		}

		for (let tries = 1; visit === undefined; tries++) {
			const coming = await begin();
			const isOver = async () => coming.finished() !== undefined || (await listClients(server)).length > 0;
			const isHere = await comesTrue(isOver, {withinMs: arrivalTakesMs, everyMs: 40});
			if (isHere && coming.finished() === undefined) {
				visit = coming;
				return;
			}

			await coming.end();
			// zellij may deny a session that lives, when several ask at once.
			if (tries === mostTries) {
				throw failed('show its session to a terminal of ours', coming.finished()?.stdout.slice(-500) ?? '');
			}
		}
	};

	const leave = async (): Promise<void> => {
		if (wanted === 0) {
			const leaving = visit;
			visit = undefined;
			await leaving?.end();
		}
	};

	return {
		isPossible,

		async during(work, before) {
			wanted += 1;
			try {
				return await turns(async () => {
					await before?.();
					await arrive();
					return work();
				});
			} finally {
				wanted -= 1;
				// In a turn: somebody else may just be doing something that wants a terminal, and take ours for a person's.
				if (wanted === 0 && visit !== undefined) {
					await turns(leave);
				}
			}
		},
	};
};

type Visit = {
	/** `undefined` while it goes on. */
	readonly finished: () => Finished | undefined;
	readonly end: () => Promise<void>;
};
