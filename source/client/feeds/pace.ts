import type {ClientEvent} from '../event.js';

type Options = {
	readonly send: (...events: readonly ClientEvent[]) => void;
	readonly everyMs: number;
};

export type Pace = {
	readonly add: (event: ClientEvent) => void;
	/** Hands over what waits, in order, with `events` after it, at once. */
	readonly flush: (...events: readonly ClientEvent[]) => void;
	readonly stop: () => void;
};

/**
Hands events on in groups, so that what happens outside is drawn at most once in `everyMs`. The first one after a quiet time
goes through at once.
*/
export const createPace = ({send, everyMs}: Options): Pace => {
	let waiting: readonly ClientEvent[] = [];
	let timer: NodeJS.Timeout | undefined;

	const flush = (...events: readonly ClientEvent[]): void => {
		const all = [...waiting, ...events];
		waiting = [];
		clearTimeout(timer);
		timer = all.length === 0 ? undefined : setTimeout(flush, everyMs);
		if (all.length > 0) {
			send(...all);
		}
	};

	return {
		add(event) {
			waiting = [...waiting, event];
			if (timer === undefined) {
				flush();
			}
		},
		flush,
		stop: () => clearTimeout(timer),
	};
};
