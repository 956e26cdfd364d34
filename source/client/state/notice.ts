import type {ClientEvent} from '../event.js';

export type Notice = {
	readonly text: string;
	readonly tone: 'info' | 'error' | 'busy';
};

/**
The one thing that the screen says to the operator beside what it shows; it stays until the next key.
*/
export const updateNotice = (notice: Notice | undefined, event: ClientEvent): Notice | undefined => {
	switch (event.event) {
		case 'notice': {
			return event.data;
		}

		case 'notice:cleared': {
			return undefined;
		}

		default: {
			return notice;
		}
	}
};
