import type {MessageLine} from '../client/select/message-lines.js';
import {fit, widthOf} from '../client/text.js';
import {paint, type Theme} from './themes/theme.js';

/** A line of messages that are read; the message that keys are about has a mark before its head. */
export const messageLine = (
	line: MessageLine,
	{theme, columns, selected}: {readonly theme: Theme; readonly columns: number; readonly selected?: string | undefined},
): string => {
	const {text, glyphs, message} = theme;
	switch (line.kind) {
		case 'head': {
			const mark = selected === undefined ? '' : line.messageId === selected ? `${glyphs.selected} ` : '  ';
			const state = `${glyphs.message[line.state]} ${line.words}`;
			const room = Math.max(1, columns - widthOf(mark) - widthOf(state) - 2);
			const who = widthOf(line.text) > room ? fit(line.text, room, glyphs.ellipsis) : line.text;
			return `${paint(text.accent, mark + who)}  ${paint(message[line.state], state)}`;
		}

		case 'detail': {
			return paint(text.dim, line.text);
		}

		default: {
			return line.text;
		}
	}
};
