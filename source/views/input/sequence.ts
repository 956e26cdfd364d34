export const pasteStart = '\u001B[200~';
export const pasteEnd = '\u001B[201~';

/** That it is looked at, that it is no more, that all is well, and who puts what is written from right to left into order. */
const fixedReports = ['\u001B[I', '\u001B[O', '\u001B[0n', ...[0, 1, 2, 3, 4].map(state => `\u001B[8;${state}$y`)];

/** Longer than any answer to what we ask; what goes on beyond it is no report. */
const longest = 4096;

/** `key`: to be passed on. `undecided`: it may become either. `unfinished`: a report, of which a part is missing. */
type Found =
	| {readonly kind: 'key' | 'report'; readonly length: number}
	| {readonly kind: 'undecided'}
	| {readonly kind: 'unfinished'};

/**
What a text begins with that begins with an escape. Reports are what a terminal says by itself or answers (clicks, focus, colours,
modes, what it is), and that no key sends.
*/
export const sequenceAt = (text: string): Found => {
	switch (text[1]) {
		case undefined: {
			return {kind: 'undecided'};
		}

		case '[': {
			return controlAt(text);
		}

		case ']': {
			return stringAt(text, /^\d/);
		}

		case 'P': {
			return stringAt(text, /^[\d$+>!|]/);
		}

		case '_': {
			return stringAt(text, /^G/);
		}

		// The first of two is a key by itself; what the second one begins is seen when it is its turn.
		case '\u001B': {
			return {kind: 'key', length: 1};
		}

		default: {
			return {kind: 'key', length: 2};
		}
	}
};

const controlAt = (text: string): Found => {
	if (text.startsWith(pasteStart)) {
		return {kind: 'key', length: pasteStart.length};
	}

	const report = fixedReports.find(each => text.startsWith(each));
	if (report !== undefined) {
		return {kind: 'report', length: report.length};
	}

	// What is left of a key comes with it; held back for longer, the rest of an answer is not taken for one.
	if (/^\u001B\[8;(?:[0-4]\$?)?$/.test(text)) {
		return {kind: 'unfinished'};
	}

	if ([pasteStart, ...fixedReports].some(each => each.startsWith(text))) {
		return {kind: 'undecided'};
	}

	// A key in kitty's spelling has no such mark, but the answer to which of its modes are on has; that one Ink asks for.
	const [whole, final] = /^\u001B\[[<=>?][\d;:]*[ -/]*([@-~])/.exec(text) ?? [];
	if (whole !== undefined) {
		return {kind: final === 'u' ? 'key' : 'report', length: whole.length};
	}

	return /^\u001B\[[<=>?][\d;:]*[ -/]*$/.test(text) && text.length < longest
		? {kind: 'unfinished'}
		: {kind: 'key', length: 2};
};

/** One that ends with a string terminator, or as some terminals have it with a bell; `first` is what its content begins with. */
const stringAt = (text: string, first: RegExp): Found => {
	const content = text.slice(2);
	if (content === '') {
		return {kind: 'undecided'};
	}

	if (!first.test(content)) {
		return {kind: 'key', length: 2};
	}

	const [whole] = /^[^\u0000-\u001F\u009C]*(?:\u001B\\|[\u0007\u009C])/.exec(content) ?? [];
	if (whole !== undefined) {
		return {kind: 'report', length: 2 + whole.length};
	}

	const end = content.search(/[\u0000-\u001A\u001C-\u001F]|\u001B(?=.)/s);
	// Something else begins within it, so the rest will never come.
	if (end !== -1) {
		return {kind: 'report', length: 2 + end};
	}

	return text.length < longest ? {kind: 'unfinished'} : {kind: 'report', length: text.length};
};
