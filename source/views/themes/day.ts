import {unicodeGlyphs} from '../glyphs.js';
import type {Theme} from './theme.js';

/** For light backgrounds: no yellow and no light grey, which cannot be read there. */
export const day: Theme = {
	id: 'day',
	hasColours: true,
	glyphs: unicodeGlyphs,
	badge: {
		starting: '34',
		working: '34',
		idle: '32',
		'needs-input': '1;35',
		ended: '2',
		failed: '31',
		stopped: '2',
		lost: '31',
		unknown: '2',
	},
	task: {todo: '', in_progress: '34', in_review: '35', completed: '32', cancelled: '2', blocked: '35'},
	message: {held: '1;35', pending: '35', delivered: '34', read: '32', failed: '31', expired: '31'},
	text: {dim: '2', strong: '1', accent: '34', attention: '1;35', error: '31', cursor: '7'},
};
