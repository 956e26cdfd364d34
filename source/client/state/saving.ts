import type {ClientEvent} from '../event.js';

/** A log that is being written to a file. */
export type Saving = {
	/** Bytes that were written, of so many. */
	readonly done: number;
	readonly size: number;
	/** Whether it is to be given up. */
	readonly isLeft: boolean;
};

export const updateSaving = (saving: Saving | undefined, event: ClientEvent): Saving | undefined => {
	switch (event.event) {
		case 'save:went': {
			return {...event.data, isLeft: saving?.isLeft ?? false};
		}

		case 'save:left': {
			return saving && {...saving, isLeft: true};
		}

		case 'save:ended': {
			return undefined;
		}

		default: {
			return saving;
		}
	}
};
