import {pasteEnd, pasteStart, sequenceAt} from './sequence.js';

/** What came from a terminal: what was typed or pasted, as it was, and what the terminal itself said. */
export type Parted = {
	readonly keys: string;
	readonly reports: readonly string[];
};

export type InputSplitter = {
	readonly push: (chunk: string) => Parted;
	/**
	What is held back: `undecided`, the start of a key or of a report; `report`, one that is surely one and not whole yet; `late`, what may be
	the rest of one whose start was let go of; `released`, such a start alone; `nothing`.
	*/
	readonly held: () => 'nothing' | 'undecided' | 'report' | 'late' | 'released';
	/** Nothing more came for a while: what could be a key is one, and a report that never came whole is given up. */
	readonly release: () => string;
	/** The rest of what was let go of will not come any more. */
	readonly forget: () => void;
};

const nothing = {kind: 'key', length: 0} as const;

/**
Parts what comes from a terminal into keys and reports, wherever it is cut. What is held back because it may be the start of a
report is let go by `release`; what comes of such a report after that is still none of the keys.
*/
export const createInputSplitter = (): InputSplitter => {
	let pending = '';
	/** How much of it was let go of already. */
	let passed = 0;
	let isReport = false;
	let isPasting = false;
	/** The end of what was passed of a paste: its end mark may be cut. */
	let tail = '';

	/** How much of a text belongs to the paste that is going on. */
	const pasted = (text: string): number => {
		const joined = tail + text;
		const end = joined.indexOf(pasteEnd);
		isPasting = end === -1;
		const taken = isPasting ? text.length : end + pasteEnd.length - tail.length;
		tail = isPasting ? joined.slice(1 - pasteEnd.length) : '';
		return taken;
	};

	return {
		push(chunk) {
			let text = pending + chunk;
			let keys = '';
			const reports: string[] = [];
			const take = (length: number): string => {
				const taken = text.slice(0, length);
				text = text.slice(length);
				const fresh = taken.slice(passed);
				passed = Math.max(0, passed - length);
				return fresh;
			};

			pending = '';
			while (text !== '') {
				const at = isPasting ? pasted(text) : text.indexOf('\u001B');
				keys += take(at === -1 ? text.length : at);
				const found = text.startsWith('\u001B') ? sequenceAt(text) : nothing;
				if (found.kind === 'undecided' || found.kind === 'unfinished') {
					pending = text;
					isReport = found.kind === 'unfinished';
					break;
				}

				isPasting ||= found.kind === 'key' && text.slice(0, found.length) === pasteStart;
				if (found.kind === 'report') {
					reports.push(text.slice(0, found.length));
					take(found.length);
				} else {
					keys += take(found.length);
				}
			}

			return {keys, reports};
		},

		held() {
			if (passed > 0) {
				return pending.length > passed ? 'late' : 'released';
			}

			return pending === '' ? 'nothing' : isReport ? 'report' : 'undecided';
		},

		release() {
			const keys = isReport ? '' : pending.slice(passed);
			passed = pending.length;
			return keys;
		},

		forget() {
			pending = pending.slice(passed);
			passed = 0;
		},
	};
};
