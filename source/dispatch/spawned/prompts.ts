import type {Agent} from '../../agents/agent.js';
import {MaestroError} from '../../domain/errors.js';
import type {PromptFate, PromptNote} from '../../domain/prompt-note.js';
import type {PromptOrder} from '../../domain/window-order.js';
import type {Clock} from '../../system/clock.js';
import {makeFolder} from '../../system/files.js';
import {repeat} from '../../system/repeat.js';
import {watchFolder} from '../../system/watch-folder.js';
import {agentNamed} from './prompt-agents.js';
import type {PromptMail} from './prompt-mail.js';
import {noteOf, type PromptRecord, recordOf, settled} from './prompt-record.js';
import {createPromptShelf} from './prompt-shelf.js';
import {createPromptStep, type PromptHost} from './prompt-step.js';
import type {PromptStore} from './prompt-store.js';
import type {createPromptWriting} from './prompt-writing.js';

type PromptWriter = {
	/** Keeps a text for the window of a session, once, however often it is given; resolves when it would survive the end of this app. */
	readonly take: (order: PromptOrder) => Promise<void>;
	/** The operator has looked, and wants a text written whatever the window shows. */
	readonly release: (note: Pick<PromptNote, 'sessionId' | 'key'>) => Promise<void>;
	/** One round: does with each session's oldest text what can be done now. Answers what became of all. */
	readonly work: () => Promise<readonly PromptNote[]>;
	/**
	Writes what waits, and tells of all texts whenever something is new about one, until the signal aborts. While `mayWrite` says no, it only
	tells.
	*/
	readonly follow: (options: {
		readonly everyMs: number;
		readonly mayWrite: () => boolean;
		readonly seen: (notes: readonly PromptNote[]) => void;
		readonly signal: AbortSignal;
	}) => Promise<void>;
};

type Options = {
	readonly store: PromptStore;
	readonly host: PromptHost & {
		/** A window was opened for the session from here, whatever became of it. */
		readonly isKnown: (sessionId: string) => boolean;
		/** No other program watches the server, which may have windows of its sessions and write into them. */
		readonly isAlone: () => boolean;
	};
	readonly mail: PromptMail;
	readonly write: ReturnType<typeof createPromptWriting>;
	/** The version of an agent's client that is installed; `undefined` where it is not known. */
	readonly versionOf: (agent: Agent) => Promise<string | undefined>;
	readonly clock: Clock;
};

/** How often what was settled long ago is taken away. */
const tidyMs = 3_600_000;

/** A look without being told to, in case the system said nothing of a change. */
const roundMs = 10_000;

/**
Brings the texts that a server orders into the windows of its sessions, or to their agents by hooks of ours: each once, in order, and only
when that is safe. What became of each is known, or known to be unknown, whenever this app is ended.
*/
export const createPromptWriter = ({store, host, mail, write, versionOf, clock}: Options): PromptWriter => {
	const shelf = createPromptShelf({store, mail, clock});
	const step = createPromptStep({store, host, mail, write, versionOf, agentNamed, clock});
	const inHand = new Set<string>();
	let taken = 0;
	let last: Promise<void> = Promise.resolve();
	let asked: (() => void) | undefined;

	/** Does what can be done with what is first in a session, and with what follows it as far as that is settled by it. */
	const workOn = async (sessionId: string, records: readonly PromptRecord[]): Promise<void> => {
		if (inHand.has(sessionId)) {
			return;
		}

		inHand.add(sessionId);
		try {
			for (const record of records) {
				if (!(await step(record))) {
					return;
				}
			}
		} finally {
			inHand.delete(sessionId);
		}
	};

	/** One that cannot be looked at now is there. */
	const hasWindow = async (sessionId: string): Promise<boolean> => {
		try {
			return (await host.windowOf(sessionId)) !== undefined;
		} catch (error) {
			if (error instanceof MaestroError) {
				return true;
			}

			throw error;
		}
	};

	/** Where it is not known to be nobody else's, it is left to them: two would bring it twice. */
	const isOurs = async (sessionId: string): Promise<boolean> =>
		host.isKnown(sessionId) || (await hasWindow(sessionId)) || (host.isAlone() && (await mail.hooksRun(sessionId, 0)));

	const keep = async (record: PromptRecord): Promise<void> => {
		if (await isOurs(record.sessionId)) {
			await shelf.add(record.content === '' ? settled(record, nothing(clock())) : record);
			asked?.();
		}
	};

	const work = async (): Promise<readonly PromptNote[]> => {
		const all = await store.all();
		const waiting = Map.groupBy(
			all.filter(record => record.step !== 'settled'),
			({sessionId}) => sessionId,
		);
		await Promise.all([...waiting].map(async ([sessionId, records]) => workOn(sessionId, records)));
		return (waiting.size === 0 ? all : await store.all()).map(noteOf);
	};

	return {
		async take(order) {
			taken += 1;
			const record = recordOf(order, {addedAt: clock(), order: taken});
			// One after the other: what was given first must not come second.
			const turn = last.then(async () => keep(record));
			last = turn.catch(() => {});
			await turn;
		},

		async release(name) {
			if ((await store.get(name)) === undefined) {
				throw new MaestroError(
					'not-found',
					'This text is not kept any more: it was written, or too many came after it',
				);
			}

			await store.release(name);
			asked?.();
		},

		work,

		async follow({everyMs, mayWrite, seen, signal}) {
			await makeFolder(store.folder);
			let isOpen = false;
			let isNew = true;
			let lookedAt = 0;
			let tidiedAt = 0;
			let told = '';
			const ask = (): void => {
				isNew = true;
			};
			asked = ask;
			watchFolder({folder: store.folder, onChange: ask, onEnd: ask, signal});
			let isWaiting = false;
			const round = async (): Promise<void> => {
				if (mayWrite() && !isOpen) {
					isOpen = true;
					await mail.open();
				}

				const isDue = isNew || Math.abs(clock() - lookedAt) >= roundMs;
				if (!isDue && !(isWaiting && mayWrite())) {
					return;
				}

				isNew = false;
				if (isDue) {
					lookedAt = clock();
				}

				if (Math.abs(clock() - tidiedAt) >= tidyMs) {
					tidiedAt = clock();
					await shelf.tidy();
				}

				if (isDue && mayWrite()) {
					await mail.sweep(sessionId => host.toolOf(sessionId) !== undefined);
				}

				const notes = mayWrite() ? await work() : (await store.all()).map(noteOf);
				isWaiting = notes.some(({fate}) => fate.state === 'waiting');
				const now = JSON.stringify(notes);
				if (now !== told) {
					told = now;
					seen(notes);
				}
			};
			await repeat({everyMs, signal}, round);
			asked = undefined;
		},
	};
};

const nothing = (at: number): PromptFate => ({
	state: 'lost',
	at,
	why: 'there was nothing in it to write but line ends',
});
