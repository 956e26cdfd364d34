import type {MessageState} from '../../client/select/message-state.js';
import type {Badge} from '../../domain/badge.js';
import type {MessagePriority} from '../../domain/message.js';
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
};

/**
Colours by what they mean, so that a new status will not compile without its own. A theme never says something by colour alone:
every status has a glyph and a word beside it.
*/
export type Theme = {
	readonly id: string;
	/** Whether colours of what is shown from elsewhere are kept. */
	readonly hasColours: boolean;
	readonly glyphs: Glyphs;
	readonly badge: Readonly<Record<Badge, Style>>;
	readonly task: Readonly<Record<TaskStatus, Style>>;
	readonly message: Readonly<Record<MessageState, Style>>;
	readonly text: {
		readonly dim: Style;
		readonly strong: Style;
		readonly accent: Style;
		readonly attention: Style;
		readonly error: Style;
		readonly cursor: Style;
	};
};

/** A text in a style, and the text after it as it was before. */
export const paint = (style: Style, text: string): string =>
	style === '' || text === '' ? text : `\u001B[${style}m${text}\u001B[0m`;
