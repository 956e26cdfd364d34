import {readText} from '../system/files.js';
import {runFilesIn} from '../system/run-files.js';
import type {HeadlessState} from './headless.js';

type Ended = Extract<HeadlessState, {state: 'ended'}>;

/** How a run ended, as it wrote down itself; `undefined` where it has not, or somebody else wrote there. */
export const readEnd = async (folder: string): Promise<Ended | undefined> => {
	const text = await readText(runFilesIn(folder).end);
	return text === undefined ? undefined : parseEnd(text);
};

const parseEnd = (text: string): Ended | undefined => {
	const {endedAt, exitCode, signal, limit} = membersOf(text);
	if (!isCount(endedAt) || (!isCount(exitCode) && !isCount(signal))) {
		return undefined;
	}

	return {
		state: 'ended',
		endedAt,
		...(isCount(exitCode) ? {exitCode} : {}),
		...(isCount(signal) ? {signal} : {}),
		...(limit === 'minutes' || limit === 'outputBytes' ? {limit} : {}),
	};
};

const membersOf = (text: string): Readonly<Record<string, unknown>> => {
	try {
		const value: unknown = JSON.parse(text);
		return typeof value === 'object' && value !== null ? {...value} : {};
	} catch {
		// Cut short by a disk that lost what it had promised: nobody knows how it ended.
		return {};
	}
};

const isCount = (value: unknown): value is number => typeof value === 'number' && Number.isSafeInteger(value);
