import {expect} from 'vitest';
import type {Multiplexer, NewWindow, Window} from '../../source/multiplexer/multiplexer.js';
import {temporaryFolder} from '../helpers/temporary.js';

export type Started = {
	readonly multiplexer: Multiplexer;
	/** A program that runs until it is told to end, and can be told to show something. */
	readonly program: (key: string) => Promise<{
		readonly command: readonly [string, ...string[]];
		readonly exit: (code: number) => Promise<void>;
		readonly show: (text: string) => Promise<void>;
	}>;
	/** Ends what runs in a window, as somebody outside would. */
	readonly kill: (window: Window, signal: NodeJS.Signals) => Promise<void>;
	/** Ends the multiplexer with all its windows, without a word to it; resolves when it is gone. */
	readonly crash: () => Promise<void>;
	/** No program is really run in its windows. */
	readonly isPretended?: true;
	/** It takes it so long to open a window that of many names a few are tried each time, others the next time. */
	readonly isSlow?: true;
};

export const meta = {projectId: 'proj_1', taskId: 'T-1', mode: 'interactive', sessionId: 'sess_1_a', runId: 'run_1_a'};

/**
What each test of the suite begins with: a multiplexer without windows, and a folder.
*/
export const setUpWith = (start: () => Promise<Started>) => async () => {
	const started = await start();
	const directory = await temporaryFolder();
	const newWindow = async (key: string, more: Partial<NewWindow> = {}): Promise<NewWindow> => {
		const {command} = more.command === undefined ? await started.program(key) : {command: more.command};
		return {key, meta, name: 'T-1-interactive', directory, environment: {}, without: [], ...more, command};
	};

	const open = async (key: string, more?: Partial<NewWindow>) =>
		started.multiplexer.openWindow(await newWindow(key, more));

	const find = async (key: string) => {
		const window = (await started.multiplexer.listWindows()).find(window => window.key === key);
		return window ?? expect.unreachable(`no window has the key ${key}`);
	};

	return {...started, directory, newWindow, open, find};
};

export type SetUp = ReturnType<typeof setUpWith>;
