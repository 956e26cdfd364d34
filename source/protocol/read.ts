import {z} from 'zod';
import {type Detail, MaestroError} from '../domain/errors.js';
import {idPattern} from '../domain/id.js';
import {cleanText} from '../domain/text.js';

/** An id in a path or a body. */
export const id = z.string().regex(idPattern, 'an id is made of 1 to 128 letters, digits, "_" and "-"');

/** Milliseconds since 1970. */
export const time = z.int().nonnegative();

/** Text that people and agents write; it is cleaned as it comes in, and measured after that. */
export const text = (longest: number) =>
	z
		.string()
		.max(4 * longest)
		.transform(cleanText)
		.pipe(z.string().max(longest));

/** The same on one line, and not empty. */
export const line = (longest: number) =>
	text(longest)
		.transform(value => value.replace(/[\n\t]+/g, ' ').trim())
		.pipe(z.string().min(1));

/**
Reads a value from outside, or refuses it as `malformed`, naming every member that is wrong.
*/
export const read = <Reader extends z.ZodType>(reader: Reader, value: unknown, what: string): z.output<Reader> => {
	const result = reader.safeParse(value);
	if (!result.success) {
		throw new MaestroError('malformed', `${what}: ${explain(result.error)}`, {details: detailsOf(result.error)});
	}

	return result.data;
};

const explain = (error: z.ZodError): string =>
	error.issues
		.slice(0, 5)
		.map(({path, message}) => (path.length === 0 ? message : `${path.join('.')}: ${message}`))
		.join('; ');

/** More of them help nobody, and each may quote what came. */
const mostDetails = 20;
const longestDetail = 300;

const detailsOf = (error: z.ZodError): readonly Detail[] =>
	error.issues.slice(0, mostDetails).map(({path, message}) => ({
		path: path.join('.').slice(0, longestDetail),
		message: message.slice(0, longestDetail),
	}));

/** Whether a value has this many characters as JSON at most; one that is nested too deep to be written has not. */
export const fitsIn =
	(longest: number) =>
	(value: unknown): boolean => {
		try {
			return (JSON.stringify(value) ?? '').length <= longest;
		} catch {
			return false;
		}
	};

/** What a text says in JSON; `undefined`, which JSON cannot say, where it is none. */
export const parseJson = (text: string): unknown => {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
};
