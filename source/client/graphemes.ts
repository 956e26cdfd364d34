// Under this name the packages that are bundled with us find the one that is made late instead of it (scripts/late-segmenter.mjs).
const {Segmenter} = Intl;

// To make one takes longer than anything else that a start does with text, and most texts need none.
let segmenter: Intl.Segmenter | undefined;

/** Characters that are one by themselves, whatever of these stands beside them: none joins another. */
const isApart =
	/^[\u0000-\u000C\u000E-\u007E\u00A0-\u02FF\u0400-\u0482\u048A-\u052F\u2010-\u2027\u2030-\u205E\u2190-\u2BFF\u3041-\u3096\u30A1-\u30FA\u3400-\u9FFF\uAC00-\uD7A3]*$/;

/** What a text consists of, as a person counts it: each with its place in the text. */
export const graphemesOf = (text: string): Iterable<Intl.SegmentData> & Pick<Intl.Segments, 'containing'> =>
	isApart.test(text) ? eachOf(text) : segment(text);

const segment = (text: string): Intl.Segments => {
	segmenter ??= new Segmenter(undefined, {granularity: 'grapheme'});
	return segmenter.segment(text);
};

const eachOf = (input: string) => ({
	containing: (index?: number) => segment(input).containing(index),
	*[Symbol.iterator]() {
		for (let index = 0; index < input.length; index += 1) {
			yield {segment: input.charAt(index), index, input};
		}
	},
});
