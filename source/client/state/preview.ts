import type {WindowPlace} from '../../domain/run.js';
import type {ClientEvent} from '../event.js';

/** What the window of a session shows, or why nobody can see it. */
export type Preview =
	| {readonly sessionId: string; readonly text: string}
	| {readonly sessionId: string; readonly reason: string};

export type PreviewTarget = {
	readonly sessionId: string;
	readonly window: WindowPlace;
	/** It is scrolled back: its history is looked at once, and stays as it was then. */
	readonly isHeld?: boolean;
};

export const updatePreview = (preview: Preview | undefined, event: ClientEvent): Preview | undefined => {
	switch (event.event) {
		case 'preview:seen': {
			const {sessionId, text} = event.data;
			const isSame = preview?.sessionId === sessionId && 'text' in preview && preview.text === text;
			return isSame ? preview : {sessionId, text};
		}

		case 'preview:unseen': {
			const {sessionId, reason} = event.data;
			const isSame = preview?.sessionId === sessionId && 'reason' in preview && preview.reason === reason;
			return isSame ? preview : {sessionId, reason};
		}

		default: {
			return preview;
		}
	}
};
