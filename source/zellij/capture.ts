import {cleanText} from '../domain/text.js';
import {closeColours} from '../multiplexer/colours.js';
import type {WindowReference} from '../multiplexer/multiplexer.js';
import {failed, windowGone} from './complaints.js';
import {findWindow} from './find-window.js';
import type {ZellijServer} from './server.js';
import type {Listing} from './windows.js';

type Options = {
	readonly lines: number;
	readonly colours: boolean;
};

// The answer may be empty whatever the pane shows, as that to `list-panes` may; for a blank one it has the ends of lines.
const mostLooks = 4;

/**
The last lines that a pane of ours shows, its history included.
*/
export const capture = async (
	server: ZellijServer,
	listing: Listing,
	reference: WindowReference,
	{lines, colours}: Options,
): Promise<string> => {
	const {pane} = await findWindow(listing, reference);
	const dump = async (): Promise<string> => {
		const answer = await server.act([
			...['dump-screen', '--pane-id', reference.paneId],
			// Only where it is wanted: the history may be long.
			...(lines > pane.rows ? ['--full'] : []),
			...(colours ? ['--ansi'] : []),
		]);
		if (answer === undefined) {
			throw windowGone(reference.id);
		}

		if (!answer.isDone) {
			throw failed(`show window ${reference.id}`, answer.complaint);
		}

		return answer.stdout;
	};

	let shown = '';
	for (let looks = 1; shown === '' && looks <= mostLooks; looks++) {
		shown = await dump();
	}

	const rows = withoutBlankEnd(shown.split('\n'));
	const clean = colours ? closeColours(rows) : rows.map(cleanText);
	return clean.slice(Math.max(0, clean.length - lines)).join('\n');
};

const withoutBlankEnd = (rows: readonly string[]): readonly string[] =>
	rows.slice(0, rows.findLastIndex(row => cleanText(row).trim() !== '') + 1);
