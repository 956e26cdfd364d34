import {MaestroError} from '../domain/errors.js';
import {commandLine} from '../domain/shell.js';
import type {Attach, Jump, WindowReference} from '../multiplexer/multiplexer.js';
import {comesTrue} from '../system/comes-true.js';
import {listClients} from './clients.js';
import {failed, windowGone} from './complaints.js';
import {marksOfPanes} from './environment.js';
import {findWindow} from './find-window.js';
import type {Guest} from './guest.js';
import type {Answer, ZellijServer} from './server.js';
import {remembersTab} from './version.js';
import type {Listing} from './windows.js';

type Options = {
	readonly server: ZellijServer;
	readonly guest: Guest;
	readonly listing: Listing;
	/** The session that this terminal is in, if any. */
	readonly inside: string | undefined;
	/** The folder of sockets, where it is not the one that a bare `zellij` takes. */
	readonly folder: string | undefined;
};

const switchTakesMs = 3000;

/** From when somebody is told what to run until they have run it. */
const arrivalTakesMs = 15_000;

/**
Brings a window before the person at this terminal. A terminal that shows a session is switched; any other one is handed over to
zellij, which shows whoever comes the tab that was looked at last.
*/
export const createShowing = ({server, guest, listing, inside, folder}: Options) => {
	const {session, act} = server;
	const bare = ['zellij', 'attach', session] as const;
	const command: Attach['command'] = folder === undefined ? bare : ['env', `ZELLIJ_SOCKET_DIR=${folder}`, ...bare];

	const focus = async (reference: WindowReference): Promise<void> => {
		const {pane} = await findWindow(listing, reference);
		done(await act(['go-to-tab-by-id', String(pane.tabId)]), reference);
		const answer = await act(['focus-pane-id', reference.paneId]);
		if (!/already focused/.test(answer?.complaint ?? '')) {
			done(answer, reference);
		}
	};

	const bringForward = async (reference: WindowReference): Promise<void> => {
		await findWindow(listing, reference);
		await guest.during(async () => focus(reference));
		if (!remembersTab(server.known()) && (await listClients(server)).length === 0) {
			void focusForNext(reference);
		}
	};

	/** Whoever comes is shown some tab then: once they are there, they are taken to the window. */
	const focusForNext = async (reference: WindowReference): Promise<void> => {
		try {
			const hasCome = async () => (await listClients(server)).length > 0;
			if (await comesTrue(hasCome, {withinMs: arrivalTakesMs, everyMs: 100})) {
				await focus(reference);
			}
		} catch (error) {
			// The window or the session is gone, as they can see.
			passFailure(error);
		}
	};

	const tell = (why: string): Jump => ({kind: 'tell', command: commandLine(command), why});

	const jumpInside = async (reference: WindowReference, from: string): Promise<Jump> => {
		const isLookedAt = async () => (await listClients(server, from)).length > 0;
		if (!(await comesTrue(isLookedAt, {withinMs: 1000, everyMs: 100}))) {
			await bringForward(reference);
			return tell('This runs in zellij, and no terminal is attached to it that could be switched: type this in one');
		}

		if (from === session) {
			await focus(reference);
			return {kind: 'done', wayBack: 'To come back, press Ctrl t, Tab, unless you chose other keys.'};
		}

		await bringForward(reference);
		const before = await listClients(server);
		// Not waited for: its answer may never come, as what would be answered has moved on, and it says that it did also where it did not,
		// not knowing whose terminal is meant, as nobody has pressed a key there yet.
		void act(['switch-session', session], from).catch(passFailure);
		const hasCome = async () => (await listClients(server)).length > before.length;
		return (await comesTrue(hasCome, {withinMs: switchTakesMs, everyMs: 50}))
			? {
					kind: 'done',
					wayBack: `To come back, press Ctrl o, w, unless you chose other keys, and choose the session ${from}.`,
				}
			: tell(`This runs in zellij, and its session ${from} could not be switched: type this in another terminal`);
	};

	return {
		async jump(reference: WindowReference): Promise<Jump> {
			if (inside !== undefined) {
				return jumpInside(reference, inside);
			}

			await bringForward(reference);
			const wayBack = 'To come back, press Ctrl o, d, unless you chose other keys.';
			return {kind: 'take-over', command, without: marksOfPanes, wayBack};
		},

		async attach(reference: WindowReference): Promise<Attach> {
			await bringForward(reference);
			return {command, without: marksOfPanes};
		},
	};
};

/** Of what nobody waits for: it shows in what comes of it. A bug goes on to the top. */
const passFailure = (error: unknown): void => {
	if (!(error instanceof MaestroError)) {
		throw error;
	}
};

const done = (answer: Answer | undefined, {id}: WindowReference): void => {
	if (answer === undefined) {
		throw windowGone(id);
	}

	if (!answer.isDone) {
		throw failed(`switch to window ${id}`, answer.complaint);
	}
};
