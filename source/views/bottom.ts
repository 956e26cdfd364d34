import {noticeLines, questionLines} from '../client/select/layout.js';
import type {State} from '../client/state/index.js';
import {fit, widthOf} from '../client/text.js';
import {fieldLine} from './editor.js';
import {paint, type Theme} from './themes/theme.js';

/** What is asked or said at the bottom: a question, a line of text, or a notice. */
export const bottomLines = (state: State, theme: Theme): readonly string[] => {
	const {screen, notice, surroundings} = state;
	const {text} = theme;
	if (screen.confirm !== undefined) {
		return questionLines(state).map(line => paint(text.attention, line));
	}

	const style = notice?.tone === 'error' ? text.error : notice?.tone === 'busy' ? text.dim : '';
	const said = noticeLines(state).map(line => paint(style, fit(line, surroundings.columns, theme.glyphs.ellipsis)));
	if (screen.field === undefined) {
		return said;
	}

	const label = `${screen.field.label}: `;
	const room = Math.max(4, surroundings.columns - widthOf(label));
	const field = paint(text.accent, label) + fieldLine(screen.field.text, room, theme);
	// Why what was written is not taken is said above it.
	return notice === undefined ? [field] : [...said, field];
};
