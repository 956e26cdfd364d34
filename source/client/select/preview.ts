import {derive} from '../state/derive.js';
import type {State} from '../state/index.js';
import type {PreviewTarget} from '../state/preview.js';
import {openScreen} from '../state/screen.js';
import {selectedSession} from './sessions.js';

/** Whether the sessions screen is open, and shows what is selected beside the list. */
export const showsSession = ({screen}: State): boolean =>
	openScreen(screen) === 'sessions' && screen.showsPreview && !screen.isLent;

/** The window that is on the screen right now, if any. */
export const previewTarget = derive(
	[showsSession, (state: State) => selectedSession(state)?.id, state => selectedSession(state)?.run?.window],
	(isOpen, sessionId, window): PreviewTarget | undefined =>
		isOpen && sessionId !== undefined && window !== undefined ? {sessionId, window} : undefined,
);
