import type {Typed} from '../client/editing.js';
import {graphemesOf} from '../client/graphemes.js';
import {hintOf} from '../client/select/hint.js';
import {noticeLines, questionLines} from '../client/select/layout.js';
import type {State} from '../client/state/index.js';
import {isSecret, openScreen} from '../client/state/screen.js';
import {fit, lineToDraw, widthOf} from '../client/text.js';
import {help} from '../keymap/index.js';
import {fieldLine} from './editor.js';
import {paint, type Theme} from './themes/theme.js';

/** What is asked or said at the bottom: a question, a line of text, or a notice, behind what turns while something takes long. */
export const bottomLines = (state: State, theme: Theme, turning = ''): readonly string[] => {
	const {screen, notice, surroundings} = state;
	const {text} = theme;
	if (screen.confirm !== undefined) {
		return questionLines(state).map(line => paint(text.attention, line));
	}

	const style = notice?.tone === 'error' ? text.error : notice?.tone === 'busy' ? text.dim : '';
	const said = noticeLines(state).map((line, index) => {
		const words = index === 0 && turning !== '' ? `${turning} ${line}` : line;
		return paint(style, fit(words, surroundings.columns, theme.glyphs.ellipsis));
	});
	if (screen.field === undefined) {
		return said;
	}

	// However long a label is, there is room for what is written behind it.
	const most = Math.max(4, surroundings.columns - roomToWrite);
	const name = lineToDraw(screen.field.label);
	const label = `${widthOf(name) > most ? fit(name, most, theme.glyphs.ellipsis) : name}: `;
	const room = Math.max(4, surroundings.columns - widthOf(label));
	const field =
		paint(text.accent, label) +
		fieldLine(isSecret(screen.field) ? dotted(screen.field.text, theme) : screen.field.text, room, theme);
	const hint = hintOf(state, openScreen(screen) === 'help' ? help.countOf(state) : undefined);
	const lines = [...(hint === undefined ? [] : [drawHint(hint, state, theme)]), field];
	// Why what was written is not taken is said above it.
	return notice === undefined ? lines : [...said, ...lines];
};

const roomToWrite = 14;

/** As many dots as there are letters. */
const dotted = ({text, cursor}: Typed, {glyphs}: Theme): Typed => {
	const dots = (part: string): string => glyphs.unread.repeat([...graphemesOf(part)].length);
	return {text: dots(text), cursor: dots(text.slice(0, cursor)).length};
};

const drawHint = (hint: string, {surroundings}: State, {text, glyphs}: Theme): string =>
	paint(text.dim, fit(hint, surroundings.columns, glyphs.ellipsis));
