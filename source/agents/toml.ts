export type TomlValue = string | number | readonly TomlValue[] | {readonly [key: string]: TomlValue};

/**
A value on one line of TOML. The keys of a table are plain words.
*/
export const toToml = (value: TomlValue): string => {
	if (typeof value === 'number') {
		return String(value);
	}

	if (typeof value === 'string') {
		// What JSON escapes TOML escapes alike, but for one control character, and half a character, which TOML has not.
		return JSON.stringify(value.toWellFormed()).replaceAll('\u007F', String.raw`\u007F`);
	}

	return isList(value)
		? `[${value.map(toToml).join(',')}]`
		: `{${Object.entries(value)
				.map(([key, member]) => `${key}=${toToml(member)}`)
				.join(',')}}`;
};

const isList = (value: readonly TomlValue[] | {readonly [key: string]: TomlValue}): value is readonly TomlValue[] =>
	Array.isArray(value);
