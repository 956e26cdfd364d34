import type {ClientEvent} from '../event.js';

/** Sessions that are stopped together in a moment, unless it is taken back. */
export type PlannedStop = {
	readonly key: string;
	readonly sessionIds: readonly string[];
};

export type PlannedStops = readonly PlannedStop[];

export const updatePlannedStops = (stops: PlannedStops, event: ClientEvent): PlannedStops => {
	switch (event.event) {
		case 'stop:planned': {
			return [...stops, event.data];
		}

		case 'stop:begun':
		case 'stop:left': {
			return stops.some(({key}) => key === event.data.key) ? stops.filter(({key}) => key !== event.data.key) : stops;
		}

		default: {
			return stops;
		}
	}
};
