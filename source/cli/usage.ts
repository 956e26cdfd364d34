import {agentCommands} from './agent/commands.js';
import type {Command} from './command.js';
import {commands} from './commands/index.js';

/** The flags that every command has. */
export const commonFlags = {
	json: {type: 'boolean', help: 'Print JSON, for programs'},
	server: {type: 'string', placeholder: 'URL', help: 'Talk to this server'},
	help: {type: 'boolean', help: 'Show this'},
} as const;

/**
How a command is called, for `--help`.
*/
export const usageOf = ({name, usage, summary, flags}: Omit<Command, 'run'>): string => {
	const rows = Object.entries({...flags, ...commonFlags}).map(([flag, {help, ...rest}]) => {
		const {placeholder, isNegated} = rest as {placeholder?: string; isNegated?: boolean};
		return `  ${`--${isNegated === true ? 'no-' : ''}${kebab(flag)}${placeholder === undefined ? '' : ` ${placeholder}`}`.padEnd(24)}${help}`;
	});
	return [`maestro ${name} ${usage}`.trimEnd(), '', `  ${summary}.`, '', ...rows].join('\n');
};

type Entry = Pick<Command, 'name' | 'usage' | 'summary'>;

/** Every command with a line on it, those that agents call too. */
export const entries: readonly Entry[] = [
	...commands.filter(({name}) => !Object.hasOwn(agentCommands, name)),
	...Object.entries(agentCommands).map(([name, {usage}]) => {
		const [first = '', , summary = ''] = usage.split('\n');
		return {name, usage: first.replace(`maestro ${name}`, '').trim(), summary: summary.replace(/\.$/, '')};
	}),
];

/**
All commands, or those of a group, for `maestro --help`.
*/
export const overview = (shown: readonly Entry[]): string =>
	[
		'maestro: run many AI coding agents from one place. The full-screen app is maestro-tui.',
		'',
		...shown.flatMap(({name, usage, summary}) => [`  maestro ${`${name} ${usage}`.trimEnd()}`, `      ${summary}`]),
		'',
		'Every command has --help and --json; but for those that agents call they take --server URL. --version prints the version.',
	].join('\n');

export const kebab = (name: string): string => name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`);
