import type {Badge} from '../domain/badge.js';
import type {Cell} from './line.js';
import type {Theme} from './themes/theme.js';

/** A badge as a glyph and a word, so that it reads without colour. */
export const badgeCell = (badge: Badge, {glyphs, badge: styles}: Theme): Cell => ({
	text: `${glyphs.badge[badge]} ${badge}`,
	width: badgeWidth,
	style: styles[badge],
});

/** That of the longest badge, and of one with the longest name of a signal. */
export const badgeWidth = 13;
