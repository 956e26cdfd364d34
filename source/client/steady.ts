import stringWidth from 'string-width';
import {graphemesOf} from './graphemes.js';

// Letters, signs and lines that stand for themselves, whatever is beside them.
const isSimple =
	/^[\u0020-\u007E\u00A1-\u00AC\u00AE-\u02FF\u0370-\u0482\u048A-\u0590\u05BE\u05C0\u05C3\u05C6\u05D0-\u05F4\u0606-\u060F\u061B\u061D-\u064A\u0660-\u066F\u0671-\u06D5\u06DE\u06E5\u06E6\u06E9\u06EE-\u06FF\u0E01-\u0E30\u0E3F-\u0E46\u0E4F-\u0E5B\u1E00-\u1FFE\u2010-\u2027\u2030-\u205E\u20A0-\u20BF\u2100-\u2BFF\u3001-\u3029\u3030-\u3098\u309B-\u312F\u3131-\u3163\u3165-\u9FFF\uAC00-\uD7A3\uF900-\uFAFF\uFF01-\uFF60\u{1F300}-\u{1F3FA}\u{1F400}-\u{1F64F}\u{1F680}-\u{1F6FF}\u{1F900}-\u{1F9FF}\n\t]*$/u;

// Everything else, with the character that it may belong to.
const mixed =
	/.?[^\u0020-\u007E\u00C0-\u02FF\u0370-\u0482\u048A-\u0590\u3041-\u3098\u309B-\u312F\u3400-\u9FFF\uAC00-\uD7A3\n\t]+/gsu;

const separators = /[\u2028\u2029]/g;
const joined =
	/\p{Extended_Pictographic}[\uFE0E\uFE0F\p{Emoji_Modifier}]*(?:\u200D\p{Extended_Pictographic}[\uFE0E\uFE0F\p{Emoji_Modifier}]*)*/gu;
const flag = /[\u{1F1E6}-\u{1F1FF}]/gu;
// What is not seen; a keycap, which some draw over the digit before it and some beside it; and signs of a few scripts that join what comes next.
const unsteady =
	/\u20E3|[\p{Default_Ignorable_Code_Point}\p{Cf}\u0D4E\u{111C2}\u{111C3}\u{1193F}\u{11941}\u{11A3A}\u{11A84}-\u{11A89}\u{11D46}\u{11F02}]/gu;

/** As many as the scripts of the world need for one character; whoever writes more wants to be seen elsewhere on the screen. */
const mostParts = 8;

/** So many answers are kept: what is written in one language uses fewer. */
const mostKnown = 4096;
const longestKnown = 16;

/** To measure a character takes longer than anything else that is done with it. Its answer is always the same, so nobody can tell that it is kept. */
const kept = (make: (text: string) => string): ((text: string) => string) => {
	const known = new Map<string, string>();
	return text => {
		const answer = known.get(text) ?? make(text);
		if (known.size >= mostKnown) {
			known.clear();
		}

		known.set(text, answer);
		return answer;
	};
};

/**
A text in which every character takes as many columns in one terminal as in another. Terminals do not agree on emoji that are
joined of several: of those the first one is kept, and of flags the letters of the country. What is not seen is left out.
*/
export const steady = (text: string): string => (isSimple.test(text) ? text : text.replace(mixed, steadyRun));

const steadyRun = (run: string): string => (run.length > longestKnown ? steadyAnew(run) : steadyShort(run));

const steadyAnew = (run: string): string => {
	const seen = run
		.replace(separators, ' ')
		.replace(joined, cluster => String.fromCodePoint(cluster.codePointAt(0) ?? 0x20))
		.replace(flag, letter => String.fromCodePoint((letter.codePointAt(0) ?? 0) - 0x1f1e6 + 0x41))
		.replace(unsteady, '')
		.normalize('NFC');
	return isSimple.test(seen)
		? seen
		: [...graphemesOf(seen)].map(({segment}) => (isSimple.test(segment) ? segment : steadyCluster(segment))).join('');
};

const steadyShort = kept(steadyAnew);

const steadyCluster = kept(cluster => {
	const parts = [...cluster].slice(0, mostParts);
	const width = parts.reduce((sum, part) => sum + stringWidth(part), 0);
	// A mark with nothing below it would be drawn over what stands before it.
	if (width === 0) {
		return '';
	}

	const whole = parts.join('');
	return width <= 2 && stringWidth(whole) === width ? whole : apart(whole);
});

// Consonants of India and its neighbours that are written as one: a terminal draws them side by side.
const linker =
	/([\u094D\u09CD\u0ACD\u0B4D\u0C4D\u0D4D\u1039\u17D2\u1A60\u1B44\u1BAB\uA9C0\uAAF6\u{10A3F}\u{11133}\u{11F42}])/gu;

/** What is wider than any character of a terminal, as several of them; what cannot be taken apart, as one that says so. */
const apart = (cluster: string): string => {
	const linked = cluster.replace(linker, '$1\u200C');
	const isApart = [...graphemesOf(linked)].every(({segment}) => {
		const width = [...segment].reduce((sum, part) => sum + stringWidth(part), 0);
		return width > 0 && width <= 2 && stringWidth(segment) === width;
	});
	return linked !== cluster && isApart ? linked : '\uFFFD';
};
