import type {Palette, Style} from './theme.js';

/** The few styles that a theme is made of. */
type Tones = {
	/** Goes on as it should. */
	readonly busy: Style;
	/** Is there when it is needed, or well done. */
	readonly good: Style;
	/** Waits for a person. */
	readonly attention: Style;
	/** Waits for somebody, without haste. */
	readonly waiting: Style;
	/** Is being looked at by somebody. */
	readonly review: Style;
	readonly bad: Style;
	/** Matters less than the rest. */
	readonly dim: Style;
	readonly strong: Style;
	/** Where the sign of the selected row alone is not seen well enough. */
	readonly selected?: Style;
	readonly accent: Style;
	readonly cursor: Style;
};

/** The palette of some tones: which of them says what, in all themes alike. */
export const paletteOf = (tones: Tones, hasColours = true): Palette => {
	const {busy, good, attention, waiting, review, bad, dim, strong, selected = '', accent, cursor} = tones;
	const marker = [...new Set([...strong.split(';'), accent])].filter(part => part !== '').join(';');
	return {
		hasColours,
		badge: {
			starting: busy,
			working: busy,
			idle: good,
			'needs-input': attention,
			ended: dim,
			failed: bad,
			stopped: dim,
			lost: bad,
			unknown: dim,
		},
		task: {todo: '', in_progress: busy, in_review: review, completed: good, cancelled: dim, blocked: waiting},
		message: {
			held: attention,
			pending: waiting,
			delivered: busy,
			read: good,
			failed: bad,
			expired: bad,
			typed: busy,
			unknown: dim,
		},
		text: {dim, strong, selected, marker, accent, attention, error: bad, cursor},
	};
};

/** One of the 256 colours that look the same in every terminal, unlike the first sixteen of them. */
export const fixed = (index: number): Style => `38;5;${index}`;
