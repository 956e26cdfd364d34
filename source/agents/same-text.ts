/** As much as a prompt shows at least of a text that it has no room for. */
const leastRows = 3;

/**
Whether the rows of a prompt are a text, which a client may have wrapped anywhere; or the end of it, where the prompt has scrolled. Blanks
and what a terminal may draw in another way than it was written say nothing.
*/
export const isText = (
	rows: readonly string[],
	text: string,
	{isScrolled}: {readonly isScrolled: boolean},
): boolean => {
	const [shown, wanted] = [plain(rows.join('')), plain(text)];
	return shown !== '' && (isScrolled && rows.length >= leastRows ? wanted.endsWith(shown) : shown === wanted);
};

const plain = (text: string): string => {
	const letters = text.normalize('NFC').replace(/[^\p{L}\p{N}\p{P}]/gu, '');
	return letters === '' ? text.replace(/\s/g, '') : letters;
};

/** Whether a sign that stands for a text names as many lines or characters as it has. */
export const countsText = (count: string | undefined, what: string | undefined, text: string): boolean =>
	what === 'lines'
		? Number(count) === text.split('\n').length
		: [text.length, [...text].length].includes(Number(count));
