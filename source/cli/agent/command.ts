import type {ParseArgsOptionsConfig} from 'node:util';
import type {Call} from './caller.js';
import type {Environment, Identity} from './identity.js';

export type Values = Readonly<Record<string, string | boolean | ReadonlyArray<string | boolean> | undefined>>;

/** What a command of the agents may use. */
export type Tools = {
	readonly values: Values;
	readonly words: readonly string[];
	readonly environment: Environment;
	readonly identity: Identity;
	readonly call: Call;
	/** Writes a line to standard output, and returns when it is out. */
	readonly say: (line: string) => void;
	/** All of standard input, up to so many bytes. */
	readonly readInput: (longest: number) => Promise<string>;
	readonly random: () => number;
};

/**
A command that agents call: it loads next to nothing, as it is started many times in a turn.
*/
export type AgentCommand = {
	readonly usage: string;
	readonly options: ParseArgsOptionsConfig;
	readonly run: (tools: Tools) => Promise<void>;
};

export const textOf = (values: Values, name: string): string | undefined => {
	const value = values[name];
	return typeof value === 'string' ? value : undefined;
};
