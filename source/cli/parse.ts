import meow from 'meow';
import {MaestroError} from '../domain/errors.js';
import type {Command, Flag, Flags} from './command.js';
import {callOf, commonFlags, kebab} from './usage.js';

export type Parsed = {
	readonly input: readonly string[];
	readonly extras: readonly string[];
	readonly flags: Flags;
};

/**
The words after a command's name as its flags and the rest; refuses flags that it does not have, and values that are none of the
choices.
*/
export const parseWords = (
	{flags, ...called}: Pick<Command, 'name' | 'isProgram' | 'flags'>,
	words: readonly string[],
): Parsed => {
	const call = callOf(called);
	const known: Readonly<Record<string, Flag>> = {...flags, ...commonFlags};
	const separator = words.indexOf('--');
	const own = withDashes(separator === -1 ? words : words.slice(0, separator));
	const {input, flags: found} = readWords(own, known, call);

	for (const flag of Object.keys(found)) {
		if (!Object.hasOwn(known, flag)) {
			throw new MaestroError('malformed', `${call} has no --${kebab(flag)}; see: ${call} --help`);
		}
	}

	const given = Object.entries(known).flatMap(([flag, about]) => {
		const value = found[flag];
		return value === undefined ? [] : [[flag, readValue(value, about, `--${kebab(flag)}`, call)] as const];
	});
	return {input, extras: separator === -1 ? [] : words.slice(separator + 1), flags: Object.fromEntries(given)};
};

const readValue = (value: unknown, {type, choices}: Flag, flag: string, call: string): string | number | boolean => {
	if (type === 'boolean' && typeof value === 'boolean') {
		return value;
	}

	const isNumber = type === 'number';
	if (typeof value !== 'string' || value === '' || (isNumber && !/^-?\d+$/.test(value))) {
		throw new MaestroError(
			'malformed',
			`${flag} takes ${isNumber ? 'a whole number' : 'one value'}; see: ${call} --help`,
		);
	}

	if (choices !== undefined && !choices.includes(value)) {
		throw new MaestroError('malformed', `${flag}: expected one of ${choices.join(', ')}; got ${JSON.stringify(value)}`);
	}

	return isNumber ? Number(value) : value;
};

type Read = {readonly input: readonly string[]; readonly flags: Readonly<Record<string, unknown>>};

const readWords = (argv: readonly string[], known: Readonly<Record<string, Flag>>, call: string): Read => {
	try {
		return meow({
			importMeta: import.meta,
			argv: [...argv],
			autoHelp: false,
			autoVersion: false,
			booleanDefault: undefined,
			inferType: false,
			flags: Object.fromEntries(
				Object.entries(known).map(([flag, {type}]) => [
					flag,
					// A number as text: one that is missing would pass for a flag that is not there.
					{type: type === 'boolean' ? type : ('string' as const), ...(flag === 'help' ? {shortFlag: 'h'} : {})},
				]),
			),
		});
	} catch (error) {
		// A flag that stands there twice.
		throw new MaestroError('malformed', `${String(error).replace(/^Error: /, '')} See: ${call} --help`, {
			cause: error,
		});
	}
};

/** `--file -` as `--file=-`: the reader of words takes a lone dash for no value. */
const withDashes = (words: readonly string[]): readonly string[] =>
	words.flatMap((word, index) => {
		if (word === '-' && words[index - 1]?.startsWith('--') === true) {
			return [];
		}

		return words[index + 1] === '-' && word.startsWith('--') ? [`${word}=-`] : [word];
	});
