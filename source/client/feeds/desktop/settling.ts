import type {Kind} from '../../../protocol/desktop/items.js';

type Options = {
	/** Asks for one thing; what goes wrong with that is no more than that it was not asked for. */
	readonly ask: (kind: Kind, id: string) => Promise<void>;
	readonly settleMs: number;
	readonly failed: (error: unknown) => void;
	readonly signal: AbortSignal;
};

/** Where more are told of at a time, all of them are left to the next look: then that costs less. */
const mostWaiting = 8;
const mostAsked = 4;

/**
Asks for each thing that something was told of once nothing more is told of it: a desktop server tells of the first of several changes that
come fast, and not of the last.
*/
export const createSettling = ({ask, settleMs, failed, signal}: Options) => {
	const waiting = new Map<string, NodeJS.Timeout>();
	let flood: NodeJS.Timeout | undefined;
	let asked = 0;

	const askFor = async (key: string, kind: Kind, id: string): Promise<void> => {
		waiting.delete(key);
		if (asked >= mostAsked) {
			return;
		}

		asked += 1;
		try {
			await ask(kind, id);
		} finally {
			asked -= 1;
		}
	};

	const leaveAll = (): void => {
		for (const timer of waiting.values()) {
			clearTimeout(timer);
		}

		waiting.clear();
		clearTimeout(flood);
	};

	signal.addEventListener('abort', leaveAll, {once: true});

	return {
		touch(kind: Kind, id: string): void {
			const key = `${kind} ${id}`;
			const timer = waiting.get(key);
			if (timer !== undefined) {
				timer.refresh();
			} else if (waiting.size >= mostWaiting) {
				leaveAll();
				flood = setTimeout(() => {
					flood = undefined;
				}, settleMs);
			} else if (flood === undefined && !signal.aborted) {
				const begin = () => {
					askFor(key, kind, id).catch(failed);
				};
				waiting.set(key, setTimeout(begin, settleMs));
			}
		},
	};
};
