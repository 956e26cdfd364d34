import type {PromptState} from './agent.js';
import {countsText, isText} from './same-text.js';
import {type Row, readRows} from './screen-rows.js';

type Prompt = {
	/** What stands between the two rules, without the sign before it. */
	readonly rows: readonly Row[];
	readonly isScrolled: boolean;
	readonly isWide: boolean;
	readonly isBusy: boolean;
	/** A list that is open above the prompt takes Enter. */
	readonly hasList: boolean;
	/** What its last rows are when they say in which mode it is. */
	readonly tellsMode: boolean;
};

/**
What the prompt of Claude Code is, told from its screen with colours: recorded with 2.1.329. A dialog, a menu that takes the keys, and a
shell that the client was left to have no such prompt at the very end.
*/
export const readClaudePrompt = (screen: string): PromptState => {
	const prompt = readPrompt(screen);
	const [first, ...more] = prompt?.rows ?? [];
	if (prompt === undefined || first === undefined || !prompt.isWide || !prompt.tellsMode) {
		return 'unknown';
	}

	if (first.written !== '' || more.length > 0) {
		return 'written';
	}

	return prompt.isBusy ? 'busy' : 'empty';
};

/**
The same, for exactly this text in the prompt, or for the sign that the client shows in the place of a long one.
*/
export const claudeHolds = (screen: string, text: string): boolean => {
	const prompt = readPrompt(screen);
	if (prompt === undefined || !prompt.isWide || prompt.hasList) {
		return false;
	}

	const rows = prompt.rows.map(row => row.text);
	const [sign, lines = '0'] =
		rows.length === 1 ? (/^\[Pasted text #\d+(?: \+(\d+) lines)?\]$/.exec(rows[0] ?? '') ?? []) : [];
	return sign === undefined
		? prompt.tellsMode && isText(rows, text, {isScrolled: prompt.isScrolled})
		: countsText(String(Number(lines) + 1), 'lines', text);
};

/** Columns. In a narrower window the client leaves out that it works. */
const leastWidth = 60;

/** A name may stand in the rule above the prompt, or how much of it has scrolled away. */
const isUpperRule = (text: string): boolean => /^───.*─$/.test(text);
const isLowerRule = (text: string): boolean => /^─{20,}$/.test(text);

/** Rows below the prompt: the mode, and what a person has set to be shown above it. */
const mostFooterRows = 6;

/** Rows above the prompt in which the client says that it works. */
const statusRows = 6;

/** Rows above the prompt in which the client lists what a word could become, one of them with a sign before it. */
const listRows = 12;

const readPrompt = (screen: string): Prompt | undefined => {
	const rows = readRows(screen);
	const lower = rows.findLastIndex(({text}) => isLowerRule(text));
	const upper = rows.slice(0, Math.max(0, lower)).findLastIndex(({text}) => isUpperRule(text));
	const footer = rows.slice(lower + 1).map(({text}) => text);
	const inside = rows.slice(upper + 1, lower);
	const rule = rows[upper]?.text ?? '';
	const isScrolled = / ↑ \d+ more /.test(rule);
	const isPrompt = isScrolled || inside[0]?.text.startsWith('❯') === true;
	if (upper === -1 || inside.length === 0 || !isPrompt || footer.length === 0 || footer.length > mostFooterRows) {
		return undefined;
	}

	if (!footer.every(row => row === '' || row.startsWith('  '))) {
		return undefined;
	}

	const status = rows.slice(Math.max(0, upper - statusRows), upper).map(({text}) => text);
	const list = rows.slice(Math.max(0, upper - listRows), upper);
	return {
		rows: inside.map(withoutSign),
		isScrolled,
		hasList: list.some(({text}) => /^ {2}❯ /.test(text)),
		isWide: rule.length >= leastWidth,
		isBusy: footer.some(row => row.includes('interrupt')) || status.some(row => /^[·✢✳✶✻✽*] \S+…/.test(row)),
		tellsMode: footer.some(row => /^ {2}(?:⏸|⏵⏵) \p{L}+(?: \p{L}+)? on(?: |$)/u.test(row)),
	};
};

const withoutSign = ({text, written}: Row): Row => ({text: withoutStart(text), written: withoutStart(written)});

const withoutStart = (text: string): string => text.replace(/^(?:❯| {2})/, '').trim();
