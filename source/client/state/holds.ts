import type {Hold} from '../../domain/hold.js';
import type {ClientEvent} from '../event.js';
import {byId, withItem} from './collection.js';

export type Holds = ReadonlyMap<string, Hold>;

/** The exchanges that were held, decided ones too. */
export const updateHolds = (holds: Holds, event: ClientEvent): Holds => {
	switch (event.event) {
		case 'snapshot': {
			return byId(event.data.holds);
		}

		case 'hold:opened':
		case 'hold:decided': {
			return withItem(holds, event.data);
		}

		default: {
			return holds;
		}
	}
};
