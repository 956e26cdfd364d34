import {asciiGlyphs} from '../glyphs.js';
import type {Theme} from './theme.js';

/** Without colours, and in ASCII: for `NO_COLOR`, and for terminals that have neither. */
export const plain: Theme = {
	id: 'plain',
	hasColours: false,
	glyphs: asciiGlyphs,
	badge: {
		starting: '',
		working: '',
		idle: '',
		'needs-input': '',
		ended: '',
		failed: '',
		stopped: '',
		lost: '',
		unknown: '',
	},
	task: {todo: '', in_progress: '', in_review: '', completed: '', cancelled: '', blocked: ''},
	message: {held: '', pending: '', delivered: '', read: '', failed: '', expired: ''},
	text: {dim: '', strong: '', accent: '', attention: '', error: '', cursor: '7'},
};
