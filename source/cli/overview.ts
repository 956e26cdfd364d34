import {agentCommands} from './agent/commands.js';
import type {Command} from './command.js';
import {commands} from './commands/index.js';

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
