import type {Command} from './command.js';

/** The flags that every command has. */
export const commonFlags = {
	json: {type: 'boolean', help: 'Print JSON, for programs'},
	server: {type: 'string', placeholder: 'URL', help: 'Talk to this server'},
	help: {type: 'boolean', help: 'Show this'},
} as const;

/**
How a command is called, for `--help`.
*/
export const usageOf = ({usage, summary, flags, ...called}: Omit<Command, 'run'>): string => {
	const rows = Object.entries({...flags, ...commonFlags}).map(([flag, {help, ...rest}]) => {
		const {placeholder, isNegated} = rest as {placeholder?: string; isNegated?: boolean};
		return `  ${`--${isNegated === true ? 'no-' : ''}${kebab(flag)}${placeholder === undefined ? '' : ` ${placeholder}`}`.padEnd(24)}${help}`;
	});
	return [`${callOf(called)} ${usage}`.trimEnd(), '', `  ${summary}.`, '', ...rows].join('\n');
};

/** What is typed to call it. */
export const callOf = ({name, isProgram = false}: Pick<Command, 'name' | 'isProgram'>): string =>
	isProgram ? name : `maestro ${name}`;

export const kebab = (name: string): string => name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`);
