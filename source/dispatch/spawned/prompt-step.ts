import type {Agent} from '../../agents/agent.js';
import {MaestroError} from '../../domain/errors.js';
import type {Clock} from '../../system/clock.js';
import {holdLock} from '../../system/lock.js';
import type {HostedWindow} from './host.js';
import {createPromptEnds, interrupted} from './prompt-ends.js';
import type {PromptMail} from './prompt-mail.js';
import type {PromptRecord} from './prompt-record.js';
import type {PromptStore} from './prompt-store.js';
import type {createPromptWriting} from './prompt-writing.js';

/** Where the sessions are that texts come for. */
export type PromptHost = {
	/** The window of a session, while what was started in it runs. */
	readonly windowOf: (sessionId: string) => Promise<HostedWindow | undefined>;
	/** The name that the server has for the agent of a session; `undefined` where that is not known. */
	readonly toolOf: (sessionId: string) => string | undefined;
};

type Options = {
	readonly store: PromptStore;
	readonly host: PromptHost;
	readonly mail: PromptMail;
	readonly write: ReturnType<typeof createPromptWriting>;
	readonly versionOf: (agent: Agent) => Promise<string | undefined>;
	readonly agentNamed: (tool: string) => Agent | undefined;
	readonly clock: Clock;
};

/** A window that is not there may be about to be: this app has just started, or the session is being resumed. */
const windowlessMs = 60_000;

/** A text that nobody could bring is not brought much later: what it was about is over. */
const longestWaitMs = 24 * 3_600_000;

/** A dialog is answered sooner, as a rule; and a client may have screens that are not known here. */
const lateMs = 120_000;

/** A hook that runs at all takes a text sooner, when its client was woken for it. */
const hookTakesMs = 20_000;

/** More than one of those who write for a session waits for. */
const turnPatienceMs = 10;

/**
What is done next with a text that is first in its session: it is written, or handed to hooks, or goes on waiting. Answers whether it is
settled, so that the next one may follow. Of several apps on one machine only one at a time does something in a session.
*/
export const createPromptStep = ({store, host, mail, write, versionOf, agentNamed, clock}: Options) => {
	const windowless = new Map<string, number>();

	const {settle, wait, lose, fail} = createPromptEnds({store, mail, clock});

	const type = async (record: PromptRecord, window: HostedWindow, isReleased: boolean): Promise<boolean> => {
		const agent = agentNamed(window.run.agent);
		let now = record;
		const begin = async (): Promise<boolean> => {
			if (!(await mail.recall(record))) {
				return false;
			}

			now = {...record, step: 'writing'};
			await store.put(now);
			return true;
		};
		try {
			const written = await write({record, window, composer: agent?.composer, isReleased, begin});
			switch (written.kind) {
				case 'waits': {
					const {why, needsPerson} = written;
					const isLate = Math.abs(clock() - record.addedAt) > lateMs;
					return await wait(now, why, needsPerson === 'late' ? isLate : needsPerson);
				}

				case 'typed': {
					return await settle(now, {state: 'typed', at: clock()});
				}

				case 'unsure': {
					return await settle(now, {state: 'unknown', at: clock(), why: written.why});
				}
			}
		} catch (error) {
			if (!(error instanceof MaestroError)) {
				throw error;
			}

			return await fail(now, error);
		}
	};

	const handOver = async (record: PromptRecord, agent: Agent): Promise<false> => {
		const why = 'its agent takes it with its next hook';
		await store.put({...record, step: 'mailed', fate: {state: 'waiting', why, needsPerson: false}});
		await mail.hand(record, agent.id, await versionOf(agent));
		return false;
	};

	const lookAtMail = async (record: PromptRecord, window: HostedWindow | undefined): Promise<boolean> => {
		const mailed = await mail.look(record);
		switch (mailed.state) {
			case 'shown': {
				return settle(record, {state: 'shown', at: mailed.at, via: mailed.via});
			}

			case 'taken': {
				if (record.wasTaken !== true) {
					await store.put({...record, wasTaken: true});
				}

				return false;
			}

			// It was to be put there when somebody was ended.
			case 'gone': {
				await store.put({...record, step: 'waiting'});
				return false;
			}

			case 'waiting': {
				const mayType = record.wasTaken !== true && window !== undefined && clock() - mailed.since > hookTakesMs;
				return mayType ? type(record, window, false) : false;
			}
		}
	};

	const isOverdue = ({sessionId, addedAt}: PromptRecord, window: HostedWindow | undefined): boolean => {
		if (window !== undefined) {
			windowless.delete(sessionId);
		} else if (!windowless.has(sessionId)) {
			windowless.set(sessionId, clock());
		}

		return Math.abs(clock() - Math.max(addedAt, windowless.get(sessionId) ?? addedAt)) > windowlessMs;
	};

	const goOn = async (record: PromptRecord): Promise<boolean> => {
		try {
			return await goOnIn(record, await host.windowOf(record.sessionId));
		} catch (error) {
			if (!(error instanceof MaestroError)) {
				throw error;
			}

			return fail(record, error);
		}
	};

	const goOnIn = async (record: PromptRecord, window: HostedWindow | undefined): Promise<boolean> => {
		const {sessionId} = record;
		const hooksRun = await mail.hooksRun(sessionId, window?.run.startedAt ?? 0);
		const isReleased = await store.isReleased(record);
		if (record.step === 'mailed') {
			const isSettled = await lookAtMail(record, window);
			const isLeft = !isSettled && window === undefined && !hooksRun && isOverdue(record, window);
			return isLeft && (await mail.recall(record)) ? lose(record, over) : isSettled;
		}

		if (Math.abs(clock() - record.addedAt) > longestWaitMs) {
			return lose(record, 'it could not be written for a day');
		}

		const agent = agentNamed(window?.run.agent ?? host.toolOf(sessionId) ?? '');
		if (window === undefined && !hooksRun) {
			return isOverdue(record, window) ? lose(record, over) : wait(record, 'its window is not there');
		}

		// A client without a doorbell would take it with its next prompt: where there is a window, that is better typed.
		const isHooked = agent !== undefined && (window === undefined || wakes(agent));
		if (record.isEntered && hooksRun && isHooked && !isReleased) {
			return handOver(record, agent);
		}

		return window === undefined ? wait(record, 'its window is not there') : type(record, window, isReleased);
	};

	return async (record: PromptRecord): Promise<boolean> => {
		const lock = await tryTurn(store.turnOf(record.sessionId));
		if (lock === undefined) {
			return false;
		}

		try {
			const now = await store.get(record);
			if (now === undefined || now.step === 'settled') {
				return true;
			}

			// Whoever began it had the turn, and is not there any more.
			return now.step === 'writing'
				? await settle(now, {state: 'unknown', at: clock(), why: interrupted})
				: await goOn(now);
		} finally {
			lock.release();
		}
	};
};

const over = 'what ran in its window has ended, and nobody was there to read it';

/** Whether a file wakes its client. */
const wakes = (agent: Agent): boolean => agent.isWaking({hook_event_name: 'FileChanged'});

const tryTurn = async (file: string) => {
	try {
		return await holdLock(file, {patienceMs: turnPatienceMs});
	} catch (error) {
		if (error instanceof MaestroError && error.code === 'already-there') {
			return undefined;
		}

		throw error;
	}
};
