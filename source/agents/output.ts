import type {OutputReader} from '../domain/output.js';
import {cleanText} from '../domain/text.js';
import {isRecord} from './hook-input.js';
import {shortLine} from './short-line.js';

/** UTF-16 code units. */
const longestLine = 2000;

const mostResultLines = 5;

/** The members of an event in an agent's output, each only where it has the right type. */
export type Fields = {
	readonly text: (name: string) => string;
	readonly number: (name: string) => number | undefined;
	/** A member with members of its own; one without any where there is none. */
	readonly of: (name: string) => Fields;
	readonly list: (name: string) => readonly Fields[];
	readonly value: (name: string) => unknown;
};

/**
A reader of output with one JSON object a line. What `read` answers `undefined` for, and what is no such object, is shown as it is. Lines
come out without control characters, and longer ones in pieces.
*/
export const outputReader =
	(read: (event: Fields) => readonly string[] | undefined): OutputReader =>
	line => {
		const event = parse(line);
		return ((event === undefined ? undefined : read(event)) ?? [line]).flatMap(shown);
	};

/** What the agent says. */
export const said = (text: string): readonly string[] => (text.trim() === '' ? [] : [text.trimEnd()]);

/** What it does: a tool, and what of its input says most. */
export const does = (tool: string, input: unknown): readonly string[] => {
	const what = shortLine(mostTelling(input));
	return [`> ${tool || 'a tool'}${what === '' ? '' : `: ${what}`}`];
};

/** What a tool gave, cut short. */
export const gave = (result: string): readonly string[] => {
	const lines = cleanText(result).trimEnd().split('\n');
	const more = lines.length - mostResultLines;
	return [
		...(result.trim() === '' ? [] : lines.slice(0, mostResultLines).map(line => `  ${shortEnd(line)}`)),
		...(more > 0 ? [`  (${more} more ${more === 1 ? 'line' : 'lines'})`] : []),
	];
};

/** What went wrong; of several lines the first one whole. An error of a server may come as a JSON text with its words in it. */
export const failed = (reason: string): readonly string[] => {
	const [first = '', ...more] = cleanText(wordsIn(reason)).trim().split('\n');
	return [`! ${first || 'an error without words'}`, ...gave(more.join('\n'))];
};

/** What it tells of itself: that it begins, or is done, with what is known of that. */
export const notes = (what: string, details: ReadonlyArray<string | undefined>): readonly string[] => {
	const known = details.filter(detail => detail !== undefined && detail !== '');
	return [`= ${what}${known.length === 0 ? '' : `: ${known.join(', ')}`}`];
};

export const seconds = (milliseconds: number | undefined): string | undefined =>
	milliseconds === undefined ? undefined : `${(milliseconds / 1000).toFixed(1)} s`;

export const counted = (count: number | undefined, one: string): string | undefined =>
	count === undefined ? undefined : `${count} ${count === 1 ? one : `${one}s`}`;

export const dollars = (cost: number | undefined): string | undefined =>
	cost === undefined || cost === 0 ? undefined : `$${cost.toFixed(4)}`;

const wordsIn = (reason: string): string =>
	/"message":\s*"((?:[^"\\]|\\.)*)"/.exec(reason)?.[1]?.replaceAll('\\"', '"') ?? reason;

const parse = (line: string): Fields | undefined => {
	try {
		const value: unknown = JSON.parse(line);
		return isRecord(value) ? fieldsOf(value) : undefined;
	} catch {
		// Agents and what they start also print lines for people there.
		return undefined;
	}
};

const fieldsOf = (value: unknown): Fields => {
	const member = (name: string): unknown => (isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined);
	return {
		value: member,
		text(name) {
			const found = member(name);
			return typeof found === 'string' ? found : '';
		},
		number(name) {
			const found = member(name);
			return typeof found === 'number' ? found : undefined;
		},
		of: name => fieldsOf(member(name)),
		list(name) {
			const found = member(name);
			return Array.isArray(found) ? found.map(fieldsOf) : [];
		},
	};
};

const telling = [
	...['command', 'cmd', 'file_path', 'filePath', 'path', 'absolute_path', 'dir_path', 'pattern', 'query', 'url'],
	...['skill', 'description', 'prompt', 'subject', 'name', 'question', 'plan'],
];

const mostTelling = (input: unknown): string => {
	if (!isRecord(input)) {
		return typeof input === 'string' ? input : '';
	}

	const found = telling.map(name => input[name]).find(value => typeof value === 'string' && value.trim() !== '');
	return typeof found === 'string' ? found : Object.keys(input).length === 0 ? '' : JSON.stringify(input);
};

const shortEnd = (line: string): string => {
	const short = shortLine(line);
	// What the line begins with shows where it belongs in what was printed.
	return `${/^[ \t]{0,40}/.exec(line)?.[0] ?? ''}${short}`;
};

const shown = (text: string): readonly string[] => cleanText(text).replaceAll('\t', '    ').split('\n').flatMap(pieces);

const pieces = (line: string): readonly string[] => {
	const found: string[] = [];
	for (let from = 0; from < line.length || found.length === 0; ) {
		const end = from + longestLine;
		// No character is taken apart.
		const to = end < line.length && /[\uD800-\uDBFF]/.test(line[end - 1] ?? '') ? end - 1 : end;
		found.push(line.slice(from, to));
		from = to;
	}

	return found;
};
