import type {Agent} from '../agents/agent.js';
import {MaestroError} from '../domain/errors.js';
import {idPattern} from '../domain/id.js';
import type {Sighting} from '../domain/presence.js';
import {hasEnded, isGone, type Session} from '../domain/session.js';
import type {ClientNote} from '../system/client-note.js';
import type {ClientNotes, Owner} from '../system/client-notes.js';
import type {Clock} from '../system/clock.js';
import type {LeftEvent} from '../system/hook-events.js';
import {repeat} from '../system/repeat.js';
import {createLanes} from './lanes.js';
import {ended, observed} from './session-life.js';
import type {Sessions} from './sessions.js';

/** What the first hook of a client said of it. */
export type Heard = Pick<ClientNote, 'pid' | 'agent' | 'directory' | 'conversation'> & {
	/** `birthOf` its process, as the hook found it. */
	readonly born: string;
	/** Milliseconds. */
	readonly at: number;
};

export type Clients = {
	/** Takes up the notes of former runs. */
	open: () => Promise<void>;
	/** A client that is no session yet called a hook. */
	notice: (heard: Heard) => Promise<void>;
	/** A hook of a session told the conversation that its client is in. */
	hear: (sessionId: string, conversation: string | undefined) => Promise<void>;
	/** The clients that run and are no session yet, the newest first. */
	list: () => readonly ClientNote[];
	/**
	Makes the process the client of the session that `make` makes. Refuses with `not-found` where no such process runs, and with
	`already-there` where it is the client of a session.
	*/
	adopt: (
		client: Pick<Heard, 'pid' | 'agent'> & Partial<Pick<Heard, 'conversation'>>,
		make: () => Promise<Session>,
	) => Promise<Session>;
	/** Nothing is left of what a session's client needed. */
	forget: (sessionId: string) => Promise<void>;
	/** Whether its client was running when it was made a session, and so is reached by the doorbell of all such clients. */
	isAdopted: (sessionId: string) => boolean;
	/** When the process of a session's client was last seen. */
	sightingOf: (sessionId: string) => Sighting | undefined;
	/** Looks once which clients are gone. */
	look: () => Promise<void>;
	/** Looks again and again until the signal aborts. */
	follow: (options: {readonly everyMs: number; readonly signal: AbortSignal}) => Promise<void>;
};

type Options = {
	readonly notes: ClientNotes;
	readonly sessions: Pick<Sessions, 'find' | 'all' | 'change' | 'newEntry'>;
	readonly birthOf: (pid: number) => Promise<string | undefined>;
	readonly report: (text: string, error: unknown) => void;
	readonly clock: Clock;
};

const source = 'process';

/**
The clients that people started themselves. One that ran when it was made a session ends that session when it ends; a session whose
agent is started by hand, with its variables, goes on when it is started again.
*/
export const createClients = ({notes, sessions, birthOf, report, clock}: Options): Clients => {
	const known = new Map<number, ClientNote>();
	const sightings = new Map<string, Sighting>();
	const inTurn = createLanes();

	const keep = async (note: ClientNote): Promise<void> => {
		await notes.put(note);
		known.set(note.pid, note);
	};

	const drop = async ({pid}: ClientNote): Promise<void> => {
		await notes.remove(pid);
		known.delete(pid);
	};

	const sessionOf = async (pid: number, born: string): Promise<Session | undefined> => {
		const id =
			known.get(pid)?.sessionId ??
			(await notes.owners(() => true)).find(owner => owner.pid === pid && owner.born === born)?.sessionId;
		const session = sessions.find(id ?? '');
		return session === undefined || isGone(session) ? undefined : session;
	};

	const settle = async (note: ClientNote): Promise<void> => {
		const {pid, sessionId} = note;
		const session = sessions.find(sessionId ?? '');
		if ((await birthOf(pid)) !== note.born) {
			await drop(note);
			if (session !== undefined && !hasEnded(session)) {
				const entry = sessions.newEntry({type: 'session_stopped', message: `Its client (process ${pid}) has ended`});
				await sessions.change(session.id, now => {
					const after = ended({source, at: clock()})(now);
					return after === now ? now : {...after, timeline: [...after.timeline, entry]};
				});
			}
		} else if (sessionId !== undefined && (session === undefined || hasEnded(session))) {
			// Somebody ended the session, or removed it; its client runs on as one that is no session.
			await keep({...note, sessionId: undefined});
		} else if (sessionId !== undefined) {
			sightings.set(sessionId, {source, at: clock()});
		}
	};

	/** A session whose agent a person starts with its variables: by the process that its hooks noted. */
	const settleOwner = async ({sessionId, pid, born}: Owner): Promise<void> => {
		const session = sessions.find(sessionId);
		if (session === undefined || session.run !== undefined || isGone(session)) {
			return;
		}

		if ((await birthOf(pid)) === born) {
			sightings.set(sessionId, {source, at: clock()});
			return;
		}

		const activity = {state: 'ended', source, at: clock(), detail: `its client (process ${pid}) has ended`} as const;
		await sessions.change(sessionId, now => (isGone(now) ? now : observed(activity, {isNewTurn: false})(now)));
	};

	const isStartedByHand = (session: Session): boolean => session.run === undefined && !isGone(session);

	const look = async (): Promise<void> => {
		for (const {pid} of [...known.values()]) {
			await inTurn(String(pid), async () => {
				const note = known.get(pid);
				if (note !== undefined) {
					await settle(note);
				}
			});
		}

		if (sessions.all().some(isStartedByHand)) {
			const isWanted = (id: string): boolean => {
				const session = sessions.find(id);
				return session !== undefined && isStartedByHand(session);
			};
			for (const owner of await notes.owners(isWanted)) {
				await settleOwner(owner);
			}
		}
	};

	return {
		async open() {
			for (const note of await notes.open()) {
				known.set(note.pid, note);
			}
		},

		notice: async ({at, ...heard}) =>
			inTurn(String(heard.pid), async () => {
				if (known.get(heard.pid)?.born !== heard.born && (await birthOf(heard.pid)) === heard.born) {
					await keep({...heard, sessionId: undefined, seenAt: at});
				}
			}),

		async hear(sessionId, conversation) {
			const note = [...known.values()].find(note => note.sessionId === sessionId);
			if (note !== undefined && conversation !== undefined && note.conversation !== conversation) {
				await inTurn(String(note.pid), async () => keep({...note, ...conversationIn(conversation)}));
			}
		},

		list: () =>
			[...known.values()].filter(({sessionId}) => sessionId === undefined).sort((a, b) => b.seenAt - a.seenAt),

		adopt: async ({pid, agent, conversation}, make) =>
			inTurn(String(pid), async () => {
				const born = await birthOf(pid);
				if (born === undefined) {
					throw new MaestroError(
						'not-found',
						`There is no process ${pid}; maestro session adopt --list shows the clients there are`,
					);
				}

				const owner = await sessionOf(pid, born);
				if (owner !== undefined) {
					throw new MaestroError(
						'already-there',
						`The process ${pid} is the client of the session ${owner.id} already`,
					);
				}

				const before = known.get(pid);
				const seen = before?.born === born ? before : {agent, directory: '/', conversation: undefined, seenAt: clock()};
				const session = await make();
				await keep({...seen, ...conversationIn(conversation ?? seen.conversation), pid, born, sessionId: session.id});
				return session;
			}),

		async forget(sessionId) {
			sightings.delete(sessionId);
			await notes.forget(sessionId);
		},
		isAdopted: id => [...known.values()].some(({sessionId}) => sessionId === id),
		sightingOf: sessionId => sightings.get(sessionId),
		look,
		async follow({everyMs, signal}) {
			await repeat({everyMs, signal}, async () => {
				try {
					await look();
				} catch (error) {
					// What a full disk does not take now is seen again with the next look.
					report('Which clients are gone could not be kept', error);
				}
			});
		},
	};
};

/** What the first hook of a client that is no session says; `words` is what stands in the name of its file. */
export const heardOf = (
	agent: Agent,
	pid: number,
	{input, at, words}: Pick<LeftEvent, 'input' | 'at' | 'words'>,
): Heard => ({
	...{pid, at, agent: agent.id, born: words.slice(1).join('.')},
	directory: typeof input.cwd === 'string' && input.cwd.startsWith('/') ? input.cwd : '/',
	...conversationIn(agent.conversationOf(input)),
});

/** It stands in a line of words. */
const conversationIn = (conversation: string | undefined): Pick<ClientNote, 'conversation'> => ({
	conversation: conversation !== undefined && idPattern.test(conversation) ? conversation : undefined,
});
