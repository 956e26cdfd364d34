import type {PromptState} from './agent.js';
import {countsText, isText} from './same-text.js';
import {type Row, readRows} from './screen-rows.js';

type Prompt = {
	/** What stands in the prompt, without the sign before it. */
	readonly rows: readonly Row[];
	readonly isScrolled: boolean;
	readonly isBusy: boolean;
	/** The last row has the hint that is there with an empty prompt and no dialog alone. */
	readonly hasHint: boolean;
	/** A list that is open above the prompt takes Enter. */
	readonly hasList: boolean;
};

/**
What the prompt of Codex is, told from its screen with colours: recorded with 0.169.
*/
export const readCodexPrompt = (screen: string): PromptState => {
	const prompt = readPrompt(screen);
	const [first, ...more] = prompt?.rows ?? [];
	if (prompt === undefined || first === undefined) {
		return 'unknown';
	}

	if (first.written !== '' || more.length > 0) {
		// What can be chosen in a dialog begins with the same sign.
		return /^\d+\. /.test(first.written) ? 'unknown' : 'written';
	}

	if (!prompt.hasHint) {
		return 'unknown';
	}

	return prompt.isBusy ? 'busy' : 'empty';
};

/**
The same, for exactly this text in the prompt, or for the sign that the client shows in the place of a long one.
*/
export const codexHolds = (screen: string, text: string): boolean => {
	const prompt = readPrompt(screen) ?? readFull(screen);
	if (prompt === undefined || prompt.hasList) {
		return false;
	}

	const rows = prompt.rows.map(row => row.text);
	const [sign, count] = rows.length === 1 ? (/^\[Pasted Content (\d+) chars\]$/.exec(rows[0] ?? '') ?? []) : [];
	return sign === undefined ? isText(rows, text, {isScrolled: prompt.isScrolled}) : countsText(count, 'chars', text);
};

/** Rows above the prompt in which the client says that it works, and what waits for it. */
const statusRows = 12;

/** Rows below the prompt: the model, and hints. */
const mostFooterRows = 2;

const readPrompt = (screen: string): Prompt | undefined => {
	const rows = readRows(screen);
	const start = rows.findLastIndex(({text}) => /^›(?: |$)/.test(text));
	const below = rows.slice(start);
	const end = below.findLastIndex(({text}) => text === '');
	const footer = below.slice(end + 1).map(({text}) => text);
	if (start === -1 || end === -1 || footer.length === 0 || footer.length > mostFooterRows) {
		return undefined;
	}

	if (!footer.every(row => row === '' || row.startsWith('  '))) {
		return undefined;
	}

	const above = rows.slice(Math.max(0, start - statusRows), start).map(({text}) => text);
	const inside = below.slice(0, end);
	return {
		rows: inside.map(withoutSign),
		isScrolled: /\s↑$/.test(inside[0]?.text ?? ''),
		isBusy: above.some(row => /\besc to interrupt\b/.test(row)),
		hasHint: / \? for shortcuts\b/.test(footer.at(-1) ?? ''),
		hasList: above.some(row => /\benter(?:\/tab)? insert\b/.test(row)),
	};
};

/** A prompt that has all the room to the end of the window, where no row is left for hints. */
const readFull = (screen: string): Prompt | undefined => {
	const prompt = readPrompt(`${screen}\n\n  -`);
	return prompt?.isScrolled === true ? prompt : undefined;
};

const withoutSign = ({text, written}: Row): Row => ({text: withoutStart(text), written: withoutStart(written)});

const withoutStart = (text: string): string =>
	text
		.replace(/^(?:›| {2})/, '')
		.replace(/\s↑$/, '')
		.trim();
