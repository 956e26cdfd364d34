import type {Envelope} from './envelope.js';

/** `'all'`, the next so many frames, or the events that it says yes to. */
export type When = 'all' | 'none' | number | ((event: Envelope) => boolean);

/** What is remembered of the frames to one client. */
export type FrameMemory = {held?: string | undefined; before?: string | undefined};

/** What goes wrong on the event channel while it is told to. */
export const createLiveFaults = () => {
	let dropping: When = 'none';
	let truncated = 0;
	let isSilent = false;
	let duplicates = false;
	let reorders = false;
	let repeatsOld = false;

	/** The events that are left of a frame. */
	const drop = (events: readonly Envelope[]): readonly Envelope[] => {
		if (dropping === 'none' || dropping === 0) {
			return events;
		}

		if (typeof dropping === 'function') {
			const isDropped = dropping;
			return events.filter(event => !isDropped(event));
		}

		if (typeof dropping === 'number') {
			dropping -= 1;
		}

		return [];
	};

	const order = (client: FrameMemory, text: string): readonly string[] => {
		const late = client.held;
		if (reorders && late === undefined) {
			client.held = text;
			return [];
		}

		client.held = undefined;
		return late === undefined ? [text] : [text, late];
	};

	const cutShort = (text: string): string => {
		if (truncated <= 0) {
			return text;
		}

		truncated -= 1;
		return text.slice(0, Math.floor(text.length / 2));
	};

	return {
		isSilent: () => isSilent,
		/** The events of a frame that are not lost on the way. */
		leave: (events: readonly Envelope[]): readonly Envelope[] => (isSilent ? [] : drop(events)),
		/** The frames that go to a client for one, in their order; none where it is held back. */
		shape(client: FrameMemory, text: string): readonly string[] {
			const old = repeatsOld ? client.before : undefined;
			client.before = text;
			return order(client, text)
				.flatMap(one => (duplicates ? [one, one] : [one]))
				.concat(old ?? [])
				.map(cutShort);
		},
		controls: {
			/** Loses frames, or events, until it is told `'none'`. */
			dropFrames(when: When) {
				dropping = when;
			},
			/** The next so many frames end in their middle. */
			truncateFrames(count: number) {
				truncated = count;
			},
			/** Live connections stay open, and nothing comes: no frame, no pong of either kind. What happens meanwhile is lost. */
			beSilent() {
				isSilent = true;
			},
			speak() {
				isSilent = false;
			},
			/** Every frame comes twice. */
			duplicateFrames(is: boolean) {
				duplicates = is;
			},
			/** Of two frames the second comes first. The last of an odd number waits for another. */
			reorderFrames(is: boolean) {
				reorders = is;
			},
			/** After each frame comes the one before it once more, with what it said then. */
			staleFrames(is: boolean) {
				repeatsOld = is;
			},
		},
	};
};

export type LiveFaults = ReturnType<typeof createLiveFaults>;
