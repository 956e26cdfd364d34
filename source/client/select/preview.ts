import {derive} from '../state/derive.js';
import type {State} from '../state/index.js';
import type {PreviewTarget} from '../state/preview.js';
import {openScreen} from '../state/screen.js';
import {selectedSession} from './sessions.js';

/** Whether the sessions screen is open, and shows what is selected beside the list, or it is peeked at. */
export const showsSession = ({screen}: State): boolean =>
	!screen.isLent && (openScreen(screen) === 'peek' || (openScreen(screen) === 'sessions' && screen.showsPreview));

/** The window that is on the screen right now, if any. */
export const previewTarget = derive(
	[
		showsSession,
		(state: State) => selectedSession(state)?.id,
		state => selectedSession(state)?.run?.window,
		({screen}) => screen.pane.scroll > 0,
	],
	(isOpen, sessionId, window, isHeld): PreviewTarget | undefined =>
		isOpen && sessionId !== undefined && window !== undefined
			? {sessionId, window, ...(isHeld && {isHeld})}
			: undefined,
);
