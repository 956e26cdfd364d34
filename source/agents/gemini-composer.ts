import type {PromptState} from './agent.js';
import {isEmptyPrompt, readLines} from './gemini-screen.js';
import {countsText, isText} from './same-text.js';
import {readRows} from './screen-rows.js';

/**
What the prompt of Gemini CLI is, told from its screen.
*/
export const readGeminiPrompt = (screen: string): PromptState => {
	const shown = withoutColours(screen);
	if (isEmptyPrompt(shown)) {
		return 'empty';
	}

	return readLines(shown) === undefined ? 'unknown' : 'written';
};

/**
The same, for exactly this text in the prompt, or for the sign that the client shows in the place of a long one.
*/
export const geminiHolds = (screen: string, text: string): boolean => {
	const rows = readLines(withoutColours(screen));
	if (rows === undefined) {
		return false;
	}

	const [sign, count, what] =
		rows.length === 1 ? (/^\[Pasted Text: (\d+) (lines|chars)\]$/.exec(rows[0] ?? '') ?? []) : [];
	return sign === undefined ? isText(rows, text, {isScrolled: false}) : countsText(count, what, text);
};

const withoutColours = (screen: string): string =>
	readRows(screen)
		.map(({text}) => text)
		.join('\n');
