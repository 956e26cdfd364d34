import {randomBytes} from 'node:crypto';
import {MaestroError} from '../domain/errors.js';
import type {NewWindow, OpenedWindow, Window} from '../multiplexer/multiplexer.js';
import {fitName} from '../multiplexer/name.js';
import {refuseWindow} from '../multiplexer/refuse.js';
import {isFolder} from '../system/files.js';
import {deadFormat} from './capture.js';
import {closeWindow} from './close.js';
import {failed, saysGone, saysNoServer, saysNoSession, saysServerDied, windowGone} from './complaints.js';
import type {Environment} from './environment.js';
import {keyOption, onlyIfKeyIs, saysKeyExists, saysNotMine, unlessKeyExists} from './guard.js';
import {writeMeta} from './meta.js';
import {programArguments} from './program.js';
import type {Command} from './quoting.js';
import {refuseTooLarge} from './refuse.js';
import type {TmuxServer} from './server.js';
import {startSession} from './session.js';

type Options = {
	readonly server: TmuxServer;
	readonly session: string;
	readonly environment: Environment;
	readonly listWindows: () => Promise<readonly Window[]>;
};

/** What came of one try; `again`: the ground has moved under it. */
type Try = OpenedWindow | {readonly again: string};

const mostTries = 3;

/**
Opens a window for a key, or finds the one that has it. Whether there is one is asked and acted upon in one call, so nobody
comes in between.
*/
export const createOpening = ({server, session, environment, listWindows}: Options) => {
	const findByKey = async (key: string) => (await listWindows()).find(window => window.key === key);

	const create = async (wanted: NewWindow): Promise<Try> => {
		const commands = creation(wanted, session);
		refuseTooLarge(commands);
		const {isDone, stdout, complaint} = await server.call(commands);
		const [, id, paneId] = /^(@\d+) (%\d+)$/m.exec(stdout) ?? [];
		if (isDone && paneId !== undefined) {
			return created(wanted.key, paneId);
		}

		if (saysKeyExists(complaint)) {
			return reuse(wanted);
		}

		if (id !== undefined) {
			// Without its key nobody would find it again.
			await server.call([['kill-window', '-t', id]]);
			throw failed(
				'give a new window its key, and closed it (does a hook after-new-window rename windows?)',
				complaint,
			);
		}

		if (saysNoSession(complaint) || saysNoServer(complaint)) {
			return {again: (await startSession(server, session, environment)) ?? complaint};
		}

		if (saysServerDied(complaint)) {
			return {again: complaint};
		}

		throw failed(`open a window in session ${session}`, complaint);
	};

	const created = async (key: string, paneId: string): Promise<OpenedWindow> => {
		const window = await findByKey(key);
		if (window === undefined) {
			throw windowGone(paneId);
		}

		if (window.paneId === paneId) {
			return {window, how: 'created'};
		}

		// From 3.7 on tmux cuts short what takes it over 100 ms, and the guard with it. The oldest window stays.
		await closeWindow(server, {id: paneId, paneId, key});
		return {window, how: 'reused'};
	};

	const reuse = async (wanted: NewWindow): Promise<Try> => {
		const window = await findByKey(wanted.key);
		if (window === undefined) {
			return {again: 'the window was closed meanwhile'};
		}

		return window.life.state === 'ended' ? respawn(wanted, window) : {window, how: 'reused'};
	};

	const respawn = async (wanted: NewWindow, {paneId, key}: Window): Promise<Try> => {
		const commands = revival(wanted, paneId);
		refuseTooLarge(commands);
		const {isDone, complaint} = await server.call(commands);
		// It refuses while the program runs: somebody else was faster.
		const wasRunning = /still active$/m.test(complaint);
		if (!isDone && !wasRunning) {
			if (saysGone(complaint) || saysNotMine(complaint) || saysServerDied(complaint)) {
				return {again: complaint};
			}

			throw failed(`start the program of window ${paneId} anew`, complaint);
		}

		const window = await findByKey(key);
		return window === undefined
			? {again: 'the window was closed meanwhile'}
			: {window, how: isDone ? 'respawned' : 'reused'};
	};

	return async (wanted: NewWindow): Promise<OpenedWindow> => {
		await refuseWindow(wanted, isFolder);
		const moved: string[] = [];
		while (moved.length < mostTries) {
			const outcome = await create(wanted);
			if (!('again' in outcome)) {
				return outcome;
			}

			moved.push(outcome.again);
		}

		throw new MaestroError(
			'multiplexer-failed',
			`tmux could not open a window, ${mostTries} times: ${moved.join('; ')}`,
		);
	};
};

const creation = (wanted: NewWindow, session: string): readonly Command[] => {
	// Until it has its key, only this name tells it from others.
	const nonce = `maestro-${randomBytes(12).toString('hex')}`;
	const target = `=${session}:=${nonce}`;
	return [
		['set-option', '-t', `=${session}:`, unlessKeyExists(wanted.key), '1'],
		[
			...(['new-window', '-d', '-P', '-F', '#{window_id} #{pane_id}', '-t', `=${session}:`, '-n', nonce] as const),
			...programArguments(wanted),
		],
		['set-option', '-p', '-t', target, keyOption, wanted.key],
		['set-option', '-p', '-t', target, '@maestro_meta', writeMeta(wanted.meta)],
		// On the pane: on the window, every split that a person makes and ends would stay as well.
		['set-option', '-p', '-t', target, 'remain-on-exit', 'on'],
		// `-q`: 3.2 has no such option, and says the same unasked.
		['set-option', '-p', '-q', '-t', target, 'remain-on-exit-format', deadFormat],
		['set-option', '-w', '-t', target, 'automatic-rename', 'off'],
		['set-option', '-w', '-t', target, 'allow-rename', 'off'],
		['rename-window', '-t', target, '--', fitName(wanted.name)],
	];
};

// The meta comes last: when the program runs already, it stays what it was started with.
const revival = (wanted: NewWindow, paneId: string): readonly Command[] => [
	['set-option', '-p', '-t', paneId, onlyIfKeyIs(wanted.key), '1'],
	['respawn-pane', '-t', paneId, ...programArguments(wanted)],
	['set-option', '-p', '-t', paneId, '@maestro_meta', writeMeta(wanted.meta)],
];
