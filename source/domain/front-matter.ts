import {cleanText} from './text.js';

export type FrontMatterMember = {
	readonly name: string;
	readonly value: string | readonly string[];
	/** From 1. */
	readonly line: number;
};

export type LineProblem = {
	/** From 1. */
	readonly line: number;
	/** What was expected, what came, what to do. */
	readonly text: string;
};

export type FrontMatter = {
	readonly members: readonly FrontMatterMember[];
	/** What stands below; all of the file where there is no front matter, or none that ends. */
	readonly body: string;
	/** The line of the file that the body begins on, from 1. */
	readonly bodyLine: number;
	readonly problems: readonly LineProblem[];
};

/**
A Markdown file as people write it: lines `name: value` between two lines `---`, which may be left out, and below them the text. Values
are what YAML makes of its simple forms: words, words in quotes, lists `[a, b]` or as lines `- a`. Control characters are taken away.
*/
export const readFrontMatter = (content: string): FrontMatter => {
	const lines = content
		.replace(/^\uFEFF/, '')
		.split(/\r\n|\r|\n/)
		.map(cleanText);
	const end = isRule(lines[0]) ? lines.findIndex((line, index) => index > 0 && isRule(line)) : 0;
	if (end < 1) {
		const problems = end === 0 ? [] : [{line: 1, text: 'this "---" begins a front matter, and no line "---" ends it'}];
		return {members: [], body: lines.join('\n'), bodyLine: 1, problems};
	}

	return {...readMembers(lines.slice(1, end)), body: lines.slice(end + 1).join('\n'), bodyLine: end + 2};
};

const isRule = (line: string | undefined): boolean => line !== undefined && /^---[ \t]*$/.test(line);

const readMembers = (lines: readonly string[]): Pick<FrontMatter, 'members' | 'problems'> => {
	const members: FrontMatterMember[] = [];
	const problems: LineProblem[] = [];
	// Of a name with nothing behind it: a list may follow.
	let open: {readonly name: string; readonly line: number; readonly items: string[]} | undefined;
	const close = (): void => {
		if (open !== undefined && open.items.length === 0) {
			problems.push({line: open.line, text: `${open.name}: expected a value, got none; leave the line out`});
			members.pop();
		}

		open = undefined;
	};

	for (const [index, text] of lines.entries()) {
		const line = index + 2;
		const refuse = (why: string): void => void problems.push({line, text: why});
		if (/^[ \t]*(?:#|$)/.test(text)) {
			continue;
		}

		const [isItem, item = ''] = /^[ \t]*-(?:[ \t]+(.*))?$/.exec(text) ?? [];
		if (isItem !== undefined && open !== undefined) {
			const value = readScalar(item.trim());
			value === undefined ? refuse(`expected one word or words in quotes, got ${show(item)}`) : open.items.push(value);
			continue;
		}

		close();
		const [, name, rest = ''] = /^([A-Za-z][\w-]*):(?:[ \t]+(.*))?$/.exec(text) ?? [];
		if (name === undefined) {
			refuse(`expected a line "name: value", got ${show(text)}`);
		} else if (members.some(member => member.name === name)) {
			refuse(`${name} is there twice; leave one of them out`);
		} else if (rest.trim() === '') {
			open = {name, line, items: []};
			members.push({name, value: open.items, line});
		} else {
			const value = readValue(rest.trim());
			value === undefined
				? refuse(`${name}: expected words on one line, in quotes that end, or a list [a, b], got ${show(rest)}`)
				: members.push({name, value, line});
		}
	}

	close();
	return {members, problems};
};

const show = (text: string): string => JSON.stringify(text.length > 100 ? `${text.slice(0, 100)}…` : text);

const readValue = (text: string): string | readonly string[] | undefined =>
	text.startsWith('[') && text.endsWith(']') ? readList(text.slice(1, -1).trim()) : readScalar(text);

const readList = (text: string): readonly string[] | undefined => {
	const items = text.match(/"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^,"'][^,]*|,/g) ?? [];
	const values = items.filter(item => item !== ',').map(item => readScalar(item.trim()));
	const isWhole =
		items.join('').length === text.length && items.every((item, index) => (item === ',') === (index % 2 === 1));
	return isWhole && values.every(value => value !== undefined && value !== '') ? (values as string[]) : undefined;
};

/** One value. What begins as a text over several lines does is none: that goes below the front matter. */
const readScalar = (text: string): string | undefined => {
	if (/^[|>][-+\d]*$/.test(text)) {
		return undefined;
	}

	switch (text[0]) {
		case '"': {
			return /^"(?:[^"\\]|\\["\\])*"$/.test(text) ? text.slice(1, -1).replace(/\\(.)/g, '$1') : undefined;
		}

		case "'": {
			return /^'(?:[^']|'')*'$/.test(text) ? text.slice(1, -1).replaceAll("''", "'") : undefined;
		}

		default: {
			return text;
		}
	}
};
