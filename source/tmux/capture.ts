import {cleanText} from '../domain/text.js';
import {closeColours} from '../multiplexer/colours.js';
import type {WindowReference} from '../multiplexer/multiplexer.js';
import {failed, saysGone, saysServerDied, windowGone} from './complaints.js';
import {keyOption} from './guard.js';
import type {TmuxServer} from './server.js';

type Options = {
	readonly lines: number;
	readonly colours: boolean;
};

const deadText = 'Pane is dead';

/** What tmux writes into the last row of a pane whose program has ended. */
export const deadFormat = `${deadText} (#{?pane_dead_signal,signal #{pane_dead_signal},status #{pane_dead_status}})`;

/**
The last lines that a pane of ours shows, its history included.
*/
export const capture = async (
	{call}: TmuxServer,
	{id, paneId, key}: WindowReference,
	{lines, colours}: Options,
): Promise<string> => {
	const {isDone, stdout, complaint} = await call([
		// Not the guard of the other calls: to set an option makes tmux draw every client anew.
		['display-message', '-p', '-t', paneId, `#{${keyOption}}`],
		['capture-pane', '-p', ...(colours ? ['-e'] : []), '-S', `-${lines}`, '-t', paneId],
	]);
	if (!isDone && !saysGone(complaint) && !saysServerDied(complaint)) {
		throw failed(`show window ${id}`, complaint);
	}

	if (!isDone || !stdout.startsWith(`${key}\n`)) {
		throw windowGone(id);
	}

	const rows = stdout.slice(key.length + 1).split('\n');
	const shown = withoutBlankEnd(withoutDeadText(withoutBlankEnd(rows)));
	const clean = colours ? closeColours(shown) : shown.map(cleanText);
	return clean.slice(Math.max(0, clean.length - lines)).join('\n');
};

const withoutBlankEnd = (rows: readonly string[]): readonly string[] =>
	rows.slice(0, rows.findLastIndex(row => cleanText(row).trim() !== '') + 1);

const withoutDeadText = (rows: readonly string[]): readonly string[] =>
	cleanText(rows.at(-1) ?? '').startsWith(`${deadText} (`) ? rows.slice(0, -1) : rows;
