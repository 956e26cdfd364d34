type Prompt = {
	/** What stands above the ruler that the prompt begins with: what goes on, and a hint. */
	readonly status: string;
	/** What stands in the prompt; a placeholder where nothing does. */
	readonly text: string;
};

/**
Whether a screen of Gemini CLI shows that it waits for a prompt and that nothing is in it. The hint is there with an empty prompt and
no dialog alone (it can be switched off, and is left out where there is little room: then nothing is known); the placeholder is also
there while the client works, and where it is set to show its prompt below a dialog.
*/
export const isEmptyPrompt = (screen: string): boolean => {
	const prompt = readPrompt(screen);
	return prompt !== undefined && prompt.text === placeholder && /\? for shortcuts.*$/.test(prompt.status);
};

/**
The same, with a line in the prompt: that one, and no more.
*/
export const holds = (screen: string, line: string): boolean => readPrompt(screen)?.text === line;

/**
The rows that stand in the prompt, where the client is at rest; `undefined` for any other screen.
*/
export const readLines = (screen: string): readonly string[] | undefined => {
	const {ruler, status, mode, below} = partsOf(screen);
	const [above = 'none', ...rest] = below;
	const end = rest.findLastIndex(isEdge);
	const inside = rest.slice(0, Math.max(0, end));
	const isKnown = ruler !== -1 && mode !== undefined && isEdge(above) && isFooter(rest.slice(end + 1));
	if (!isKnown || isCovered(screen, ruler) || isBusy(status) || isElsewhere(mode) || !/^ [>*] /.test(inside[0] ?? '')) {
		return undefined;
	}

	return inside.map(row => row.replace(/^ [>* ] /, '').trim());
};

const placeholder = '  Type your message or @path/to/file';

const isRuler = (row: string): boolean => /^─{20,}$/.test(row);
const isEdge = (row: string): boolean => /^[▄▀]*$/.test(row);
const isOption = (row: string): boolean => /^│\s+●\s/.test(row);

/** Rows below the prompt: the names of some values, and the values. */
const longestFooter = 2;

/** Rows above the ruler that may tell that the client works; a long one of them is wrapped. */
const statusRows = 4;

/** Rows above the ruler that a dialog may stand in. */
const dialogRows = 40;

/** The prompt at the very end of a screen, where the client is at rest; `undefined` for any other screen. */
const readPrompt = (screen: string): Prompt | undefined => {
	const {ruler, status, mode, below: rows} = partsOf(screen);
	// The prompt stands between two edges, which are blank where the terminal has few colours.
	const [above, prompt, below = '', ...rest] = rows;
	if (ruler === -1 || mode === undefined || above === undefined || prompt === undefined) {
		return undefined;
	}

	// In the shell mode the prompt begins with `!`, and with other signs where it searches or asks.
	const [, text] = /^ [>*] (.+)$/.exec(prompt) ?? [];
	const isKnown = isEdge(above) && isEdge(below) && isFooter(rest) && !isCovered(screen, ruler);
	return text === undefined || !isKnown || isBusy(status) || isElsewhere(mode) ? undefined : {status, text};
};

/** A screen around the ruler that its prompt begins with: `mode` is the row about that, and `below` what follows. */
const partsOf = (screen: string) => {
	const rows = screen.split('\n').map(row => row.trimEnd());
	const ruler = rows.findLastIndex(isRuler);
	const status = rows.slice(Math.max(0, ruler - statusRows), Math.max(0, ruler)).join('\n');
	const [mode, ...below] = rows.slice(ruler + 1);
	return {ruler, status, mode, below};
};

const isFooter = (rows: readonly string[]): boolean => {
	const footer = rows.filter(row => row !== '');
	return footer.length <= longestFooter && footer.every(row => row.startsWith(' '));
};

/** Whether something can be chosen above the ruler. */
const isCovered = (screen: string, ruler: number): boolean =>
	screen
		.split('\n')
		.slice(Math.max(0, ruler - dialogRows), Math.max(0, ruler))
		.some(row => isOption(row.trimEnd()));

/** A sign that turns, or the words beside it. */
const isBusy = (status: string): boolean => /[\u2800-\u28FF]|esc to cancel|awaiting input/i.test(status);

/** A shell of the client's own that runs behind its prompt may have the keys. */
const isElsewhere = (mode: string): boolean => /background process/i.test(mode);
