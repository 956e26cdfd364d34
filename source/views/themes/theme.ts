import type {MessageState} from '../../client/select/message-state.js';
import type {Surroundings} from '../../client/state/surroundings.js';
import type {Badge} from '../../domain/badge.js';
import type {MessagePriority} from '../../domain/message.js';
import type {ThemeName} from '../../domain/settings.js';
import type {TaskStatus} from '../../domain/task.js';

/** Parameters of an SGR sequence, such as `1;36`; empty for text as it is. */
export type Style = string;

export type Glyphs = {
	readonly badge: Readonly<Record<Badge, string>>;
	readonly task: Readonly<Record<TaskStatus, string>>;
	readonly message: Readonly<Record<MessageState, string>>;
	readonly priority: Readonly<Record<MessagePriority, string>>;
	readonly draft: string;
	readonly marked: string;
	/** Of a marked row that is the selected one. */
	readonly markedSelected: string;
	/** Of a row that stays at the top. */
	readonly pinned: string;
	readonly selected: string;
	readonly unread: string;
	readonly folded: string;
	readonly unfolded: string;
	readonly ellipsis: string;
	readonly connected: string;
	readonly lost: string;
	/** Of a run without a window. */
	readonly headless: string;
	/** Before a number of things that are alike. */
	readonly times: string;
	readonly horizontal: string;
	readonly vertical: string;
	readonly into: string;
	/** What turns while something takes long, one after the other. */
	readonly turning: readonly string[];
};

/**
Colours by what they mean, so that a new status will not compile without its own.
*/
export type Palette = {
	/** Whether colours of what is shown from elsewhere are kept. */
	readonly hasColours: boolean;
	readonly badge: Readonly<Record<Badge, Style>>;
	readonly task: Readonly<Record<TaskStatus, Style>>;
	readonly message: Readonly<Record<MessageState, Style>>;
	readonly text: {
		readonly dim: Style;
		readonly strong: Style;
		/** The name of the selected row, whose sign says it already: two names less to send with each move. */
		readonly selected: Style;
		/** The sign before the selected row. */
		readonly marker: Style;
		readonly accent: Style;
		readonly attention: Style;
		readonly error: Style;
		readonly cursor: Style;
	};
};

export type Background = NonNullable<Surroundings['background']>;

/** What a palette has to stand on. */
export type Canvas = {
	readonly background: Background;
	/** Bits a pixel: 1, 4 (the sixteen of the terminal's own palette), 8 or 24. */
	readonly colourDepth: number;
};

/** An entry of the catalogue. */
export type ThemeEntry = {
	readonly id: Exclude<ThemeName, 'auto'>;
	readonly paletteOn: (canvas: Canvas) => Palette;
};

/**
How everything looks. Nothing is ever said by colour alone: every status has a glyph and a word beside it.
*/
export type Theme = Palette & {
	readonly id: ThemeEntry['id'];
	readonly glyphs: Glyphs;
	/** Whether it is read aloud: then rows are words, and nothing is cut or padded to a width. */
	readonly isSpoken: boolean;
};

/** A text in a style, and the text after it as it was before. */
export const paint = (style: Style, text: string): string =>
	style === '' || text === '' ? text : `\u001B[${style}m${text}\u001B[0m`;
