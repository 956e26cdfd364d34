import type {Glyphs} from './themes/theme.js';

/** One column each, in every terminal that knows Unicode. */
export const unicodeGlyphs: Glyphs = {
	badge: {
		starting: '◌',
		working: '●',
		idle: '○',
		'needs-input': '▲',
		ended: '✓',
		failed: '✗',
		stopped: '■',
		lost: '!',
		unknown: '?',
	},
	task: {todo: '○', in_progress: '●', in_review: '◐', completed: '✓', cancelled: '–', blocked: '▲'},
	selected: '›',
	unread: '•',
	folded: '▸',
	unfolded: '▾',
	ellipsis: '…',
	connected: '●',
	lost: '✗',
	horizontal: '─',
	vertical: '│',
	into: '›',
};

export const asciiGlyphs: Glyphs = {
	badge: {
		starting: '.',
		working: '*',
		idle: 'o',
		'needs-input': '!',
		ended: '+',
		failed: 'x',
		stopped: '#',
		lost: '!',
		unknown: '?',
	},
	task: {todo: 'o', in_progress: '*', in_review: '%', completed: '+', cancelled: '-', blocked: '!'},
	selected: '>',
	unread: '*',
	folded: '+',
	unfolded: '-',
	ellipsis: '~',
	connected: '*',
	lost: 'x',
	horizontal: '-',
	vertical: '|',
	into: '>',
};
