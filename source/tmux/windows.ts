import {constants} from 'node:os';
import type {Window, WindowLife} from '../multiplexer/multiplexer.js';
import {isThere} from '../system/processes.js';
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
	'window_activity',
	keyOption,
	'@maestro_meta',
	'window_name',
] as const;

export type Row = Readonly<Record<(typeof fields)[number], string>>;

/**
Looks at all windows of ours on a server, oldest first.
*/
export const createListing = ({call, known}: TmuxServer) => {
	const rows = async (): Promise<readonly Row[]> => {
		const records = createRecords(fields);
		const {isDone, stdout, complaint} = await call([['list-panes', '-a', '-F', records.format]]);
		if (!isDone && !saysNoServer(complaint)) {
			throw failed('list its windows', complaint);
		}

		return oursIn(records.read(stdout));
	};

	const toWindows = (seen: readonly Row[]): readonly Window[] =>
		seen.map(row => windowOf(row, {version: known()?.version.text ?? '', isThere}));

	return async (): Promise<readonly Window[]> => {
		const seen = await rows();
		if (!seen.some(endedUnseen)) {
			return toWindows(seen);
		}

		// Some builds lose the signal that a program has ended, until the next one comes: this makes one (contract, rule 11).
		await call([['run-shell', 'true']]);
		return toWindows(await rows());
	};
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
	readonly isThere: (pid: number) => boolean;
};

export const windowOf = (row: Row, {version, isThere}: Circumstances): Window => {
	const pid = Number(row.pane_pid);
	const life = lifeOf(row, pid > 1 && isThere(pid));
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

// A status without a dead pane: the program has ended, and its terminal is about to be closed.
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

const endedUnseen = (row: Row): boolean =>
	row.pane_dead === '1' && row.pane_dead_status === '' && row.pane_dead_signal === '';

/** A number, or where the C library has names (BSD, macOS) `KILL`, in upper or lower case. */
const signalIn = (text: string): number | undefined =>
	/^\d+$/.test(text)
		? Number(text)
		: Object.entries(constants.signals).find(([name]) => name === `SIG${text.toUpperCase()}`)?.[1];

/** 3.4 prints a `$` before a name as `\$`. */
const withoutEscapes = (text: string): string => text.replace(/\\\$(?=[A-Za-z_{])/g, '$');

const numberIn = (id: string): number => Number(id.replace(/^[@%]/, ''));
