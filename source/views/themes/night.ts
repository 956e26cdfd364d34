import {unicodeGlyphs} from '../glyphs.js';
import type {Theme} from './theme.js';

/** For dark backgrounds; the sixteen colours that the terminal's own palette decides on. */
export const night: Theme = {
	id: 'night',
	hasColours: true,
	glyphs: unicodeGlyphs,
	badge: {
		starting: '36',
		working: '36',
		idle: '32',
		'needs-input': '1;33',
		ended: '90',
		failed: '31',
		stopped: '90',
		lost: '31',
		unknown: '90',
	},
	task: {todo: '', in_progress: '36', in_review: '35', completed: '32', cancelled: '90', blocked: '33'},
	message: {held: '1;33', pending: '33', delivered: '36', read: '32', failed: '31', expired: '31'},
	text: {dim: '90', strong: '1', accent: '36', attention: '1;33', error: '31', cursor: '7'},
};
