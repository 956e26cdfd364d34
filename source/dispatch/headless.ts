import type {Limits} from '../domain/run.js';

/**
What is started without a window. It stands in the run's folder as `command.json`, without a secret: those are in files that only the
user can read.
*/
export type HeadlessCommand = {
	readonly sessionId: string;
	readonly runId: string;
	readonly projectId: string;
	readonly taskId: string;
	readonly mode: string;
	readonly agent: string;
	/** A program and its arguments. */
	readonly command: readonly [string, ...string[]];
	/** Absolute, and there. */
	readonly directory: string;
	readonly environment: Readonly<Record<string, string>>;
	/** Names of variables that the program must not inherit. */
	readonly without: readonly string[];
	readonly limits: Limits;
	/** Milliseconds. */
	readonly startedAt: number;
};

/**
What can be said of a headless run from its folder. `starting`: somebody has begun to start it and no process is known yet. `ended` is
what the run itself has written down. `lost`: it is nowhere to be found, and nobody knows how it ended; it is never guessed.
*/
export type HeadlessState =
	| {readonly state: 'starting'}
	| {readonly state: 'running'; readonly pid: number}
	| {
			readonly state: 'ended';
			/** Milliseconds. */
			readonly endedAt: number;
			readonly exitCode?: number | undefined;
			readonly signal?: number | undefined;
			/** Which of its limits ended it. */
			readonly limit?: keyof Limits | undefined;
	  }
	| {readonly state: 'lost'};

/**
Runs without a window: each outlives us, keeps its own output from the first byte, and writes down itself how it ended.
`folder` is the absolute path of the run's folder, which holds

- `command.json`: what was started (`HeadlessCommand`)
- `output`: all that it printed, as it came
- `marks`: a line `MILLISECONDS BYTES` now and then: how long the output was at that time
- `claim` and `process`: symbolic links to `NUMBER BIRTH`, the number and the birth of its keeper and of its own first process; to
  `given-up` where a server has found that nothing runs by that name, and that nothing ever will
- `end.json`: how it ended; `end.draft` until then
- `trouble`: what its keeper had to say, if anything

What it starts has `MAESTRO_RUN_ID` in its environment.
*/
export type Headless = {
	/**
	Starts it, once: a folder that was started in is left alone. Resolves when its process runs, or it has ended already; when it rejects
	nothing runs, and nothing will.
	*/
	readonly start: (folder: string, command: HeadlessCommand) => Promise<void>;
	/** A folder in which nothing was begun within a moment of the first look is given up, and lost from then on. */
	readonly look: (folder: string) => Promise<HeadlessState>;
	/**
	Asks it to end (TERM to its group), waits `graceMs`, and then ends it (KILL). What it started in other groups and sessions is ended in the
	same way, where the system tells of it and no person's terminal hangs on it. Answers whether there was something to end.
	*/
	readonly stop: (folder: string, options: {readonly graceMs: number}) => Promise<boolean>;
	/** Calls back soon after the run of a folder may have ended, until the signal aborts; for one that has, once. */
	readonly watch: (folder: string, onChange: () => void, signal: AbortSignal) => void;
};
