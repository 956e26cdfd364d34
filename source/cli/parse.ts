import meow from 'meow';
import {MaestroError} from '../domain/errors.js';
import type {Command, Flag, Flags} from './command.js';
import {commonFlags, kebab} from './usage.js';

export type Parsed = {
	readonly input: readonly string[];
	readonly extras: readonly string[];
	readonly flags: Flags;
};

/**
The words after a command's name as its flags and the rest; refuses flags that it does not have, and values that are none of the
choices.
*/
export const parseWords = ({name, flags}: Pick<Command, 'name' | 'flags'>, words: readonly string[]): Parsed => {
	const known: Readonly<Record<string, Flag>> = {...flags, ...commonFlags};
	const separator = words.indexOf('--');
	const own = withDashes(separator === -1 ? words : words.slice(0, separator));
	const {input, flags: found} = meow({
		importMeta: import.meta,
		argv: own,
		autoHelp: false,
		autoVersion: false,
		booleanDefault: undefined,
		inferType: false,
		flags: Object.fromEntries(
			Object.entries(known).map(([flag, {type}]) => [flag, {type} as {type: 'string' | 'boolean' | 'number'}]),
		),
	});

	for (const flag of Object.keys(found)) {
		if (!Object.hasOwn(known, flag)) {
			throw new MaestroError('malformed', `maestro ${name} has no --${kebab(flag)}; see: maestro ${name} --help`);
		}
	}

	for (const [flag, {type, choices}] of Object.entries(known)) {
		const value: unknown = found[flag];
		if (value === undefined) {
			continue;
		}

		if (Array.isArray(value) || typeof value !== type || value === '') {
			throw new MaestroError('malformed', `--${kebab(flag)} takes one value; see: maestro ${name} --help`);
		}

		if (choices !== undefined && !choices.includes(String(value))) {
			throw new MaestroError(
				'malformed',
				`--${kebab(flag)}: expected one of ${choices.join(', ')}; got ${JSON.stringify(value)}`,
			);
		}
	}

	return {input, extras: separator === -1 ? [] : words.slice(separator + 1), flags: found as Flags};
};

/** `--file -` as `--file=-`: the reader of words takes a lone dash for no value. */
const withDashes = (words: readonly string[]): readonly string[] =>
	words.flatMap((word, index) => {
		if (word === '-' && words[index - 1]?.startsWith('--') === true) {
			return [];
		}

		return words[index + 1] === '-' && word.startsWith('--') ? [`${word}=-`] : [word];
	});
