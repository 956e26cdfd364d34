import {setTimeout as pause} from 'node:timers/promises';
import {failed} from './complaints.js';
import {readRows} from './json.js';
import type {ZellijServer} from './server.js';

/** A pane with a program in it, of anybody's. */
export type Pane = {
	/** Never given to another pane as long as the session lives. */
	readonly id: number;
	/** Given again once the tab is closed. */
	readonly tabId: number;
	readonly tabName: string;
	/** The program that it was opened with and its arguments, with a space in between; `undefined` for a shell. */
	readonly command: string | undefined;
	/** Keys do not reach its program: it waits to be run, or its scrollback is being edited. */
	readonly isAside: boolean;
	readonly isFloating: boolean;
	readonly hasExited: boolean;
	readonly exitCode: number | undefined;
	readonly rows: number;
};

// The answer may be empty though there are panes (zellij's issue 5382).
const mostLooks = 4;
const lookAgainMs = 100;

/**
All panes of the session; none where there is no session. An answer that cannot be read is no answer.
*/
export const listPanes = async (server: ZellijServer): Promise<readonly Pane[]> => {
	let stdout = '';
	for (let looks = 1; looks <= mostLooks; looks++) {
		const answer = await server.act(['list-panes', '--all', '--json']);
		if (answer === undefined) {
			return [];
		}

		const panes = answer.isDone ? readPanes(answer.stdout) : undefined;
		if (panes !== undefined) {
			return panes;
		}

		stdout = answer.complaint || answer.stdout;
		await pause(lookAgainMs);
	}

	throw failed('list its panes', stdout || `it printed nothing, ${mostLooks} times`);
};

/**
Reads what `list-panes --all --json` printed, without the panes of plugins; `undefined` for what is no list.
*/
export const readPanes = (stdout: string): readonly Pane[] | undefined => {
	const rows = readRows(stdout);
	return rows
		?.map(readPane)
		.filter(pane => pane !== undefined)
		.toSorted((a, b) => a.id - b.id);
};

const readPane = (row: Readonly<Record<string, unknown>>): Pane | undefined => {
	if (row.is_plugin !== false || typeof row.id !== 'number' || typeof row.tab_id !== 'number') {
		return undefined;
	}

	return {
		id: row.id,
		tabId: row.tab_id,
		tabName: typeof row.tab_name === 'string' ? row.tab_name : '',
		command: typeof row.terminal_command === 'string' ? row.terminal_command : undefined,
		isAside: row.is_held === true || row.is_suppressed === true,
		isFloating: row.is_floating === true,
		hasExited: row.exited === true,
		exitCode: typeof row.exit_status === 'number' ? row.exit_status : undefined,
		rows: typeof row.pane_content_rows === 'number' ? row.pane_content_rows : 0,
	};
};

export const paneName = (id: number): string => `terminal_${id}`;
