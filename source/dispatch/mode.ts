import type {Permission} from '../domain/permission.js';
import type {Project} from '../domain/project.js';
import type {AtEnd} from '../domain/run.js';
import type {Task} from '../domain/task.js';

/**
How a task is handed to an agent. A mode is a value: whoever uses it asks its properties and never its id.
*/
export type Mode = {
	/** `[A-Za-z0-9_-]+`; a command file `sub/deep.md` has the id `sub-deep`. */
	readonly id: string;
	readonly label: string;
	readonly summary: string;
	readonly isHeadless: boolean;
	/** Where it was defined: `built in`, or the absolute path of the file of a mode of the user's or the project's. */
	readonly source: string;
	/** The sources of those of the same id that it stands before. */
	readonly shadows: readonly string[];
	/** The id of the agent that it wants, where it wants a certain one. */
	readonly agent?: string | undefined;
	/** What the agent may do without asking, unless the operator says otherwise. */
	readonly permission?: Permission | undefined;
	/** Arguments for the agent program; those of the operator come behind them. */
	readonly extras: readonly string[];
	readonly atEnd: AtEnd;
	/** What the agent is given to do. */
	readonly ask: (work: Work) => Asked;
};

/**
What an agent is given to do: a text, a command of the client itself (`/sub:deep T-1`), or nothing. Where there are both, the command is
for agents that know the project's command files, and the text for all others.
*/
export type Asked = {
	readonly prompt?: string | undefined;
	readonly command?: string | undefined;
};

export type Work = {
	readonly task: Task;
	/** Where the agent is started: the folder of the project, or the task's work tree. An absolute path. */
	readonly directory: string;
	readonly project: Project;
	/** The task above it. */
	readonly parent?: Task | undefined;
	/** What the operator says besides. */
	readonly words?: string | undefined;
	/** More arguments for the agent program, as the operator gave them. */
	readonly extras: readonly string[];
};

/** A file that was meant to be a mode and is none. */
export type ModeProblem = {
	/** Absolute path. */
	readonly file: string;
	/** From 1. */
	readonly line: number;
	/** What was expected, what came, what to do. */
	readonly text: string;
};

export type ModeList = {
	/** In the order in which the operator sees them; of one id the one that counts. */
	readonly modes: readonly Mode[];
	readonly problems: readonly ModeProblem[];
};

/**
The modes there are: built in, the user's, and those of the folder that a task is worked on in, later ones shadowing earlier ones.
Files are looked at anew each time, so what a person has just written is there.
*/
export type Modes = {
	/** For work in this folder; without one those that are there everywhere. */
	readonly list: (directory: string | undefined) => Promise<ModeList>;
	/**
	The mode of that name for work in this folder: its id, or the end of the id of a command file where that is the only one. Refuses with
	`mode-not-found`, with `mode-ambiguous` and the choices, or with `malformed` and the problem where the file of that name is none.
	*/
	readonly find: (name: string, directory: string | undefined) => Promise<Mode>;
};
