/**
The lines that the members of a JSON object are written on, by their names; those of an object in it by both names with a blank
between. What is further in is left out. The text is JSON: who asks has read it.
*/
export const memberLines = (text: string): ReadonlyMap<string, number> => {
	const lines = new Map<string, number>();
	const open: string[] = [];
	let line = 1;
	let name = '';
	for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"(?:\s*:)?|[[\]{}\n]/g)) {
		if (token === '{' || token === '[') {
			open.push(token === '{' ? name : '[');
		} else if (token === '}' || token === ']') {
			open.pop();
		} else if (token.endsWith(':')) {
			name = JSON.parse(token.slice(0, token.lastIndexOf('"') + 1)) as string;
			if (open.length <= 2 && !open.includes('[')) {
				lines.set([...open.slice(1), name].join(' '), line);
			}
		}

		line += token.split('\n').length - 1;
	}

	return lines;
};
