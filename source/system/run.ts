export type RunOptions = {
	/** What the program reads; nothing unless given. */
	readonly input?: string;
	/** Milliseconds until it is ended with SIGKILL; 5000 unless given. */
	readonly timeoutMs?: number;
	readonly directory?: string;
	/** Variables on top of ours; `undefined` takes one away. */
	readonly environment?: Readonly<Record<string, string | undefined>>;
};

export type Finished = {
	/** `undefined` when it did not start, or was ended by a signal. */
	readonly exitCode: number | undefined;
	readonly stdout: string;
	readonly stderr: string;
	readonly isMissing: boolean;
	readonly isTimedOut: boolean;
};

export type Run = (program: string, args: readonly string[], options?: RunOptions) => Promise<Finished>;

/**
Runs a program with a list of arguments, never through a shell, and answers how it ended. It throws for nothing that a
program can do.
*/
export const run: Run = async (program, args, {input, timeoutMs = 5000, directory, environment} = {}) => {
	// Not at the start of every program of ours, but when one is run.
	const {execa} = await import('execa');
	const result = await execa(program, args, {
		reject: false,
		stripFinalNewline: false,
		timeout: timeoutMs,
		killSignal: 'SIGKILL',
		maxBuffer: 64 * 1024 * 1024,
		...(input === undefined ? {stdin: 'ignore'} : {input}),
		...(directory === undefined ? {} : {cwd: directory}),
		...(environment === undefined ? {} : {env: environment}),
	});

	return {
		exitCode: result.exitCode,
		stdout: result.stdout ?? '',
		stderr: result.stderr ?? '',
		isMissing: result.code === 'ENOENT',
		isTimedOut: result.timedOut,
	};
};
