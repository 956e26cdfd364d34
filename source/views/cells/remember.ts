/** More than a screen has texts. */
const most = 1024;

/**
A function of a text that is only worked out again when the text is another than before, or was forgotten: what is kept has a bound.
*/
export const rememberResults = <Value>(make: (text: string) => Value): ((text: string) => Value) => {
	const known = new Map<string, Value>();

	return text => {
		const before = known.get(text);
		if (before !== undefined) {
			return before;
		}

		if (known.size >= most) {
			known.clear();
		}

		const value = make(text);
		known.set(text, value);
		return value;
	};
};
