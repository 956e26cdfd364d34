import type {LogFollowing} from '../client/feeds/log-stream.js';
import type {Call} from '../protocol/call.js';
import type {LogEnd} from '../protocol/logs.js';
import type {Paths} from '../system/paths.js';
import type {Finished, RunOptions} from '../system/run.js';
import type {Desk} from './desk.js';
import type {FoundServer} from './find-server.js';
import type {Following} from './follow.js';
import type {HostedWindows} from './hosted-windows.js';
import type {createLogin} from './log-in.js';

export type Flag = {
	readonly type: 'string' | 'boolean' | 'number';
	readonly help: string;
	/** What stands for the value in the usage text: `--project P`. */
	readonly placeholder?: string;
	readonly choices?: readonly string[];
	/** It is on, and said as `--no-…` to turn it off. */
	readonly isNegated?: boolean;
};

export type Flags = Readonly<Record<string, string | boolean | number | undefined>>;

/**
What a command may use. It never touches `process`.
*/
export type Context = {
	/** The words after the command's name. */
	readonly input: readonly string[];
	/** What stands after `--`. */
	readonly extras: readonly string[];
	readonly flags: Flags;
	/** Calls the server; refuses with `server-missing` where there is none. */
	readonly call: Call;
	/** The server there is; with an address the one that is there, and no other. */
	readonly findServer: (at?: string) => Promise<FoundServer | undefined>;
	/** Logs in to servers that want a password, and out of them. */
	readonly login: ReturnType<typeof createLogin>;
	/** Starts the server in the background where none runs; answers it. */
	readonly startServer: () => Promise<FoundServer>;
	/** Runs the server in this process until it is stopped. */
	readonly runServer: () => Promise<void>;
	/** Puts there what hooks and sessions call, where no server of ours has done so. */
	readonly installPrograms: () => Promise<void>;
	readonly run: (program: string, args: readonly string[], options?: RunOptions) => Promise<Finished>;
	readonly readStdin: () => Promise<string>;
	/** Prints a line now: for what is not over with one answer. Throws `EPIPE` when nobody reads it. */
	readonly say: (line: string) => void;
	/** Prints bytes as they are; resolves when somebody has taken them. Rejects with `EPIPE` when nobody reads them. */
	readonly write: (bytes: Uint8Array) => Promise<void>;
	/** Tells the person something that is no result. */
	readonly note: (line: string) => void;
	/** Stays up to date with the server, until it is done or the person ends it. */
	readonly follow: (following: Following) => Promise<void>;
	/** Follows the output of a run until that has ended, the signal aborts, or the person ends it; answers how the run ended. */
	readonly followLog: (following: Omit<LogFollowing, 'locate' | 'onState'>) => Promise<LogEnd | undefined>;
	/** Brings windows before the person. */
	readonly desk: Desk;
	/** The windows of this machine that belong to sessions of the server; nothing where that opens its windows itself. */
	readonly hosted: () => Promise<HostedWindows | undefined>;
	/** Asks the person at the terminal for what nobody is to read; `undefined` where there is none. */
	readonly askSecret: ((question: string) => Promise<string>) | undefined;
	/** Asks the person at the terminal; `undefined` where there is none. */
	readonly confirm: ((question: string) => Promise<boolean>) | undefined;
	/** How wide what is printed may be. */
	readonly columns: number;
	/** Where the caller stands: an absolute path. */
	readonly directory: string;
	readonly environment: Readonly<Record<string, string | undefined>>;
	readonly paths: Paths;
	readonly version: string;
	/** `24.1.0` */
	readonly nodeVersion: string;
};

/**
What a command answers: `value` for programs (`--json`), `text` for people; `exitCode` where it is not 0. Nothing where all has been
said.
*/
export type Result = {
	readonly value: unknown;
	readonly text: string;
	readonly exitCode?: number;
};

/**
A subcommand of the command line: `name` has one word or two (`task add`). `usage` is what may follow the name.
*/
export type Command = {
	readonly name: string;
	/** A program of its own, and not called by way of `maestro`. */
	readonly isProgram?: boolean;
	readonly usage: string;
	readonly summary: string;
	readonly flags: Readonly<Record<string, Flag>>;
	readonly run: (context: Context) => Promise<Result | undefined>;
};

export const command = (definition: Command): Command => definition;

/** The text of a flag that was given, or `undefined`. */
export const textOf = ({flags}: Pick<Context, 'flags'>, name: string): string | undefined => {
	const value = flags[name];
	return typeof value === 'string' ? value : undefined;
};
