import {randomBytes} from 'node:crypto';
import {MaestroError} from '../domain/errors.js';
import type {NewWindow, OpenedWindow} from '../multiplexer/multiplexer.js';
import {refuseWindow} from '../multiplexer/refuse.js';
import type {Clock} from '../system/clock.js';
import {comesTrue} from '../system/comes-true.js';
import {isFolder} from '../system/files.js';
import {listClients} from './clients.js';
import {failed, windowGone} from './complaints.js';
import type {Guest} from './guest.js';
import {listPanes} from './panes.js';
import {createPlacing} from './place.js';
import {programWords} from './program.js';
import {refuseTooLarge} from './refuse.js';
import type {Entry, Registry} from './registry.js';
import type {ZellijServer} from './server.js';
import {startSession} from './session.js';
import {losesUnattended} from './version.js';
import {isMarked, type Listing, type Sight} from './windows.js';

type Options = {
	readonly server: ZellijServer;
	readonly registry: Registry;
	readonly guest: Guest;
	readonly listing: Listing;
	readonly now: Clock;
};

/** What came of one try; `again`: the ground has moved under it. */
type Try = OpenedWindow | {readonly again: string};

const mostTries = 3;
const startTakesMs = 5000;

/**
Opens a window for a key, or finds the one that has it. Nothing in zellij asks and acts at once, so all of us take turns, of this
process and of others; what opens is written down before it opens, so that it is known whenever we are ended.
*/
export const createOpening = ({server, registry, guest, listing, now}: Options) => {
	const {openTab, replacePane, endStray} = createPlacing({server, registry});
	const underWay = new Map<string, Promise<OpenedWindow>>();

	/** There is a session then, and in our files only what is in it: in our turn, nobody else is about to open anything. */
	const prepare = async (): Promise<void> => {
		const panes = await listPanes(server);
		if (panes.length === 0) {
			await startSession(server);
		}

		const birth = await server.birth();
		for (const entry of await registry.read()) {
			if (entry.birth !== birth || !panes.some(pane => isMarked(pane, entry.mark))) {
				await registry.remove(entry);
			}
		}
	};

	const openInTurn = async (wanted: NewWindow): Promise<Try> => {
		const sight = await listing.find(wanted.key);
		if (sight === undefined) {
			return create(wanted);
		}

		return sight.window.life.state === 'ended' ? respawn(wanted, sight) : {window: sight.window, how: 'reused'};
	};

	const create = async (wanted: NewWindow): Promise<Try> => {
		const entry = await register(wanted, randomBytes(12).toString('hex'));
		const complaint = await openTab(wanted, entry);
		if (complaint !== undefined) {
			await registry.remove(entry);
			return {again: complaint};
		}

		const sight = await started(entry);
		if (sight !== undefined) {
			return {window: sight.window, how: 'created'};
		}

		const wasLost = await endStray(entry);
		await registry.remove(entry);
		if (wasLost) {
			return {again: 'the tab got no room'};
		}

		throw windowGone(wanted.key);
	};

	const register = async ({key, meta}: NewWindow, mark: string): Promise<Entry> => {
		const birth = await server.birth();
		if (birth === undefined) {
			throw failed(`make its session ${server.session}`, `there is no socket ${server.socket}`);
		}

		const entry: Entry = {key, mark, birth, openedAt: now(), meta};
		await registry.put(entry);
		return entry;
	};

	/** The window once its program has said that it runs; `undefined` where the tab is gone. */
	const started = async ({key, mark}: Entry): Promise<Sight | undefined> => {
		const hasTold = async () => (await registry.program(mark)) !== undefined;
		await comesTrue(hasTold, {withinMs: startTakesMs, everyMs: 10});
		const sight = await listing.find(key);
		return sight?.entry.mark === mark ? sight : undefined;
	};

	const respawn = async (wanted: NewWindow, {entry, pane}: Sight): Promise<Try> => {
		await registry.forgetProgram(entry.mark);
		const complaint = await replacePane(wanted, entry, pane);
		if (complaint !== undefined) {
			return {again: complaint};
		}

		const renewed = {...entry, openedAt: now(), meta: wanted.meta};
		await registry.put(renewed);
		const sight = await started(renewed);
		return sight === undefined ? {again: 'the window was closed meanwhile'} : {window: sight.window, how: 'respawned'};
	};

	const open = async (wanted: NewWindow): Promise<OpenedWindow> => {
		const sight = await listing.find(wanted.key);
		if (sight !== undefined && sight.window.life.state !== 'ended') {
			return {window: sight.window, how: 'reused'};
		}

		await refuseUnattended();
		const moved: string[] = [];
		while (moved.length < mostTries) {
			const outcome = await guest.during(async () => openInTurn(wanted), prepare);
			if (!('again' in outcome)) {
				return outcome;
			}

			moved.push(outcome.again);
		}

		throw failed(`open a window in session ${server.session}, ${mostTries} times`, moved.join('; '));
	};

	const refuseUnattended = async (): Promise<void> => {
		if (losesUnattended(server.known()) && !(await guest.isPossible()) && (await listClients(server)).length === 0) {
			throw new MaestroError(
				'multiplexer-failed',
				`zellij ${server.known()?.text} loses what is opened while nobody looks at the session, and the program script, which would let us look, was not found: install it (apt install bsdutils, dnf install util-linux-script), or keep "zellij attach --create ${server.session}" open in some terminal`,
			);
		}
	};

	return async (wanted: NewWindow): Promise<OpenedWindow> => {
		await refuseWindow(wanted, isFolder);
		refuseTooLarge(programWords(wanted, registry.programFile('x'.repeat(24))));
		const earlier = underWay.get(wanted.key);
		if (earlier !== undefined) {
			const {window} = await earlier;
			return {window, how: 'reused'};
		}

		const opening = open(wanted);
		underWay.set(wanted.key, opening);
		try {
			return await opening;
		} finally {
			underWay.delete(wanted.key);
		}
	};
};
