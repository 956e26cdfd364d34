import {constants} from 'node:os';
import type {Window, WindowLife} from '../multiplexer/multiplexer.js';
import {isThere, listRunning, type Process, signalProcess} from '../system/processes.js';
import type {Run} from '../system/run.js';
import {failed, saysNoServer} from './complaints.js';
import {keyOption} from './guard.js';
import {readMeta} from './meta.js';
import {createRecords} from './records.js';
import type {TmuxServer} from './server.js';

const fields = [
	'window_id',
	'pane_id',
	'pane_dead',
	'pane_dead_status',
	'pane_dead_signal',
	'pane_pid',
	'pid',
	'window_activity',
	keyOption,
	'@maestro_meta',
	'window_name',
] as const;

export type Row = Readonly<Record<(typeof fields)[number], string>>;

type Options = {
	readonly server: TmuxServer;
	readonly run: Run;
};

// A signal to the server can be lost in the same way as the one that it is to make up for.
const mostPokes = 5;

/**
Looks at all windows of ours on a server, oldest first.
*/
export const createListing = ({server: {call, known}, run}: Options) => {
	const look = async (): Promise<readonly Row[]> => {
		const records = createRecords(fields);
		const {isDone, stdout, complaint} = await call([['list-panes', '-a', '-F', records.format]]);
		if (!isDone && !saysNoServer(complaint)) {
			throw failed('list its windows', complaint);
		}

		return oursIn(records.read(stdout));
	};

	// Some builds lose the signal that a program has ended, and know no status until the next one comes (contract, rule 11). So
	// one is sent. `run-shell true` makes one too, but waits for ever when that is the next to be lost.
	const settle = async (seen: readonly Row[], pokes: number): Promise<readonly Window[]> => {
		const unsettled = seen.filter(isUnsettled);
		const running = unsettled.length === 0 ? [] : await listRunning(run);
		const waiting = unsettled.filter(row => mayStillSettle(row, running));
		if (waiting.length === 0 || pokes === 0) {
			return seen.map(row => windowOf(row, {version: known()?.version.text ?? '', running}));
		}

		signalProcess(Number(waiting[0]?.pid), 'SIGCHLD');
		return settle(await look(), pokes - 1);
	};

	return async () => settle(await look(), mostPokes);
};

/**
Of all panes those with a key: once each, as those of a session group are listed once for every session, and of two with one
key the one in the oldest window.
*/
export const oursIn = (rows: readonly Row[]): readonly Row[] => {
	const oldestFirst = rows
		.filter(row => row[keyOption] !== '')
		.toSorted((a, b) => numberIn(a.window_id) - numberIn(b.window_id) || numberIn(a.pane_id) - numberIn(b.pane_id));
	return oldestFirst.filter(
		(row, index) => oldestFirst.findIndex(other => other[keyOption] === row[keyOption]) === index,
	);
};

type Circumstances = {
	/** Of the server. */
	readonly version: string;
	readonly running: readonly Process[];
};

export const windowOf = (row: Row, {version, running}: Circumstances): Window => {
	const pid = Number(row.pane_pid);
	const life = lifeOf(row, isRunning(pid, running));
	return {
		id: row.window_id,
		paneId: row.pane_id,
		name: version.startsWith('3.4') ? withoutEscapes(row.window_name) : row.window_name,
		key: row[keyOption],
		meta: readMeta(row['@maestro_meta']),
		life,
		// The id of a program that has ended may be another's by now.
		pid: life.state === 'ended' ? undefined : pid,
		lastOutputAt: row.window_activity === '' ? undefined : Number(row.window_activity) * 1000,
	};
};

const lifeOf = (row: Row, runs: boolean): WindowLife => {
	if (row.pane_dead_status !== '') {
		return {state: 'ended', exitCode: Number(row.pane_dead_status)};
	}

	if (row.pane_dead_signal !== '') {
		return {state: 'ended', signal: signalIn(row.pane_dead_signal)};
	}

	if (row.pane_dead !== '1') {
		return {state: 'running'};
	}

	return runs ? {state: 'detached'} : {state: 'ended'};
};

/** A dead pane and no status: nobody saw how it ended. A status and no dead pane: what it printed last is being read. */
const isUnsettled = (row: Row): boolean =>
	(row.pane_dead === '1') === (row.pane_dead_status === '' && row.pane_dead_signal === '');

/** Not for a program that runs on without its terminal, nor for one that is gone and left no status. */
const mayStillSettle = (row: Row, running: readonly Process[]): boolean =>
	row.pane_dead !== '1' || (isThere(Number(row.pane_pid)) && !isRunning(Number(row.pane_pid), running));

const isRunning = (pid: number, running: readonly Process[]): boolean => running.some(process => process.pid === pid);

/** A number, or where the C library has names (BSD, macOS) `KILL`, in upper or lower case. */
const signalIn = (text: string): number | undefined =>
	/^\d+$/.test(text)
		? Number(text)
		: Object.entries(constants.signals).find(([name]) => name === `SIG${text.toUpperCase()}`)?.[1];

/** 3.4 prints a `$` before a name as `\$`. */
const withoutEscapes = (text: string): string => text.replace(/\\\$(?=[A-Za-z_{])/g, '$');

const numberIn = (id: string): number => Number(id.replace(/^[@%]/, ''));
