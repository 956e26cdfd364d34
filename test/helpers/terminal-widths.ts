import stringWidth from 'string-width';

/**
How wide a character is in a terminal of today, which takes each by itself and does not know of emoji that are joined of
several. The table that the terminal model comes with is of 2010, when emoji were narrow.
*/
export const widths = {
	version: 'today',
	wcwidth(codePoint: number): 0 | 1 | 2 {
		const width = stringWidth(String.fromCodePoint(codePoint));
		return width === 0 ? 0 : width === 1 ? 1 : 2;
	},
	// Three bits, as the terminal model has them: whether it joins the character before, and its width.
	charProperties(codePoint: number, before: number): number {
		const width = widths.wcwidth(codePoint);
		const widthBefore = (before >> 1) & 3;
		const joins = width === 0 && widthBefore > 0;
		return ((joins ? widthBefore : width) << 1) | Number(joins);
	},
};
