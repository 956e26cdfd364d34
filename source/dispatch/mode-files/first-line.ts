const longest = 100;

/** The first words of a text, as what it is about; `undefined` for an empty one. Marks of a heading, and rules, are left out. */
export const firstLine = (text: string): string | undefined => {
	const line = text
		.split('\n')
		.map(one => one.replace(/^#+[ \t]+/, '').trim())
		.find(one => /[^-]/.test(one));
	return line === undefined || line.length <= longest
		? line
		: `${line
				.slice(0, longest - 1)
				.toWellFormed()
				.replace(/\uFFFD$/, '')}…`;
};
