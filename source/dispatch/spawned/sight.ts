import {MaestroError} from '../../domain/errors.js';
import type {Multiplexer, Window} from '../../multiplexer/multiplexer.js';
import type {Multiplexers} from '../../multiplexer/multiplexers.js';
import type {SpawnRecord} from './record.js';

/** Where the window of a record is, or would be; nothing where the multiplexer has not answered, which says nothing about it. */
export type Sight = {
	readonly multiplexer: Multiplexer;
	/** The one with the key of the session, of whichever of its runs it is. */
	readonly window: Window | undefined;
};

export type Look = (record: SpawnRecord) => Promise<Sight | undefined>;

type Options = {
	readonly multiplexers: Pick<Multiplexers, 'at'>;
	readonly keyOf: (sessionId: string) => string;
	/** What does not answer, in words. */
	readonly report: (text: string) => void;
};

/**
A look at the windows of this machine: each multiplexer is asked once, however many records are looked up.
*/
export const createLook = ({multiplexers, keyOf, report}: Options): Look => {
	const answers = new Map<Multiplexer, Promise<readonly Window[] | undefined>>();

	const ask = async (multiplexer: Multiplexer): Promise<readonly Window[] | undefined> => {
		try {
			return await multiplexer.listWindows();
		} catch (error) {
			if (!(error instanceof MaestroError)) {
				throw error;
			}

			report(`The windows cannot be looked at: ${error.message}`);
			return undefined;
		}
	};

	return async ({sessionId, target}) => {
		const multiplexer = multiplexers.at(target);
		if (multiplexer === undefined) {
			return undefined;
		}

		const answer = answers.get(multiplexer) ?? ask(multiplexer);
		answers.set(multiplexer, answer);
		const windows = await answer;
		const key = keyOf(sessionId);
		return windows && {multiplexer, window: windows.find(window => window.key === key)};
	};
};

type End = {readonly exitCode: number; readonly at: number};

/** What is new about a record, by what was seen: how its program ended, and whether its window is gone. */
export const newsOf = (
	record: SpawnRecord,
	sight: Sight | undefined,
	{end, now}: {readonly end: End | undefined; readonly now: number},
): Partial<SpawnRecord> => {
	const window = sight?.window?.meta?.runId === record.runId ? sight.window : undefined;
	const isClosed = record.isClosed || (record.window !== undefined && sight !== undefined && window === undefined);
	const closed = isClosed === record.isClosed ? {} : {isClosed};
	if (record.endedAt !== undefined) {
		return closed;
	}

	if (end !== undefined) {
		return {...closed, endedAt: end.at, exitCode: end.exitCode};
	}

	if (window?.life.state === 'ended') {
		const {exitCode, signal} = window.life;
		return {...closed, endedAt: now, exitCode, signal};
	}

	return isClosed ? {...closed, endedAt: now} : closed;
};
