import {symlink} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, onTestFinished} from 'vitest';
import {badgeOf} from '../../source/domain/badge.js';
import type {Message} from '../../source/domain/message.js';
import type {Session} from '../../source/domain/session.js';
import {signalGroup} from '../../source/system/processes.js';
import {eventually} from './eventually.js';
import {whereInstalled} from './require.js';
import {temporaryFolder} from './temporary.js';
import {createWorld, type World} from './world.js';

/**
A `describe` for tests of a real client, whose program a variable of the environment names; without it they are skipped, with a line
that says so.
*/
export const whereGiven = (variable: string): ((name: string, tests: (program: string) => void) => void) => {
	const program = process.env[variable];
	if (program === undefined || program === '') {
		console.warn(`Skipped the tests of a real client: ${variable} does not name its program.`);
		return name => {
			describe.skip(name, () => {});
		};
	}

	return (name, tests) => {
		whereInstalled('tmux')(name, () => tests(program));
	};
};

type Options = ClientHome & {
	/** The name that the client's program is looked for by. */
	readonly name: string;
	/** Absolute path of the real one. */
	readonly program: string;
};

/** How a client can live before a model that does as it is told. */
export type ClientHome = {
	/** What it needs besides a place to live. */
	readonly environment: Readonly<Record<string, string>>;
	/** Writes what answers its first questions into its home. */
	readonly settle: (place: {readonly home: string; readonly checkout: string}) => Promise<void>;
};

export type RealClient = World & {
	/** Adds a task with this description and dispatches it; answers the session. */
	readonly dispatched: (description?: string, ...more: readonly string[]) => Promise<string>;
	readonly show: (session: string) => Promise<Session>;
	/** Resolves when the session's badge is this. */
	readonly isShown: (session: string, badge: string, withinMs?: number) => Promise<void>;
	/** Sends a message as the operator, or as a session; answers its id. */
	readonly send: (to: string, text: string, as?: string) => Promise<string>;
	readonly message: (id: string) => Promise<Message>;
	readonly isDelivered: (id: string) => Promise<Message>;
	readonly screen: (session: string) => Promise<string>;
	/** What a person does in the session's window. */
	readonly press: (session: string, ...keys: readonly string[]) => Promise<void>;
};

/**
A server of the build in a world of its own, whose agent of that name is the real client.
*/
export const openRealClient = async ({name, program, environment, settle}: Options): Promise<RealClient> => {
	const programs = await temporaryFolder();
	await symlink(program, path.join(programs, name));
	const world = await createWorld({
		...environment,
		PATH: [programs, path.dirname(process.execPath), process.env.PATH].join(path.delimiter),
	});
	onTestFinished(async () => {
		// Some clients go on when their terminal is gone.
		const panes = await world.tmux('list-panes', '-a', '-F', '#{pane_pid}').catch(() => '');
		for (const pid of panes.split('\n').filter(Boolean)) {
			signalGroup(Number(pid), 'SIGKILL');
		}
	});
	await settle({home: world.folder, checkout: world.checkout});
	await world.maestro('server', 'start');
	await world.maestro('project', 'add');

	const show = async (session: string) => world.get<Session>(`/api/sessions/${session}`);
	const message = async (id: string) => world.get<Message>(`/api/messages/${id}`);
	const pane = async (session: string) => (await show(session)).run?.window?.paneId ?? '';

	return {
		...world,
		show,
		message,
		async dispatched(description, ...more) {
			const told = description === undefined ? [] : [`--description=${description}`];
			const {id} = await world.ask<{id: string}>('task', 'add', 'A task', ...told);
			const mode = description === undefined ? 'none' : 'interactive';
			return (await world.ask<{session: string}>('dispatch', mode, id, ...more)).session;
		},
		async isShown(session, badge, withinMs = 20_000) {
			await eventually(async () => expect(badgeOf(await show(session))).toBe(badge), withinMs);
		},
		async send(to, text, as) {
			const words = ['session', 'send', '--json', '--to', to, '--file', '-'];
			const given = as === undefined ? {} : {MAESTRO_SESSION_ID: as};
			const {stdout, stderr} = await world.tryMaestro(words, {
				input: text,
				environment: {...world.environment, ...given},
			});
			expect(stderr).toBe('');
			return (JSON.parse(stdout) as Message).id;
		},
		async isDelivered(id) {
			await eventually(async () => expect((await message(id)).status).toBe('delivered'), 20_000);
			return message(id);
		},
		screen: async session => world.tmux('capture-pane', '-p', '-J', '-S', '-200', '-t', await pane(session)),
		async press(session, ...keys) {
			await world.tmux('send-keys', '-t', await pane(session), ...keys);
		},
	};
};
