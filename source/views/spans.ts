import type {Spans} from '../client/log-text.js';
import {paint, type Theme} from './themes/theme.js';

/** A row of a log: in its own colours, where the theme has any, and what was looked for marked. */
export const drawSpans = (spans: Spans, {hasColours, text: {cursor}}: Theme): string =>
	spans.map(({text, look, isFound}) => paint(isFound ? cursor : hasColours ? look : '', text)).join('');
