export type TalkOptions = {
	/** Variables on top of ours; `undefined` takes one away. */
	readonly environment: Readonly<Record<string, string | undefined>>;
	/**
	Is handed each line of what the program prints, without its newline, of one that is too long the beginning; and what tells the program
	a line in turn.
	*/
	readonly onLine: (line: string, say: (line: string) => void) => void;
	/** Ends what the program reads, and the program with it: by itself, or with SIGKILL where it does not within a second. */
	readonly signal: AbortSignal;
};

export type Talk = (program: string, args: readonly string[], options: TalkOptions) => Promise<void>;

/** Characters of a line that are kept. */
const longestLine = 64 * 1024;
const lastWordsMs = 1000;

/**
Runs a program that goes on, never through a shell, and hands over what it prints line by line. Resolves when it has ended: it is not left
behind, also where we are killed, as long as it ends with what it reads. It throws for nothing that a program can do.
*/
export const talk: Talk = async (program, args, {environment, onLine, signal}) => {
	const {execa} = await import('execa');
	const child = execa(program, args, {
		reject: false,
		buffer: false,
		env: environment,
		stdin: 'pipe',
		stdout: 'pipe',
		stderr: 'ignore',
	});

	let timer: NodeJS.Timeout | undefined;
	const end = (): void => {
		child.stdin.end();
		timer = setTimeout(() => child.kill('SIGKILL'), lastWordsMs);
	};

	// One that has ended reads no more; that it has is told below.
	child.stdin.on('error', () => {});
	child.stdout.setEncoding('utf8');
	child.stdout.on(
		'data',
		cutLines(line => onLine(line, words => child.stdin.write(`${words}\n`))),
	);
	signal.addEventListener('abort', end, {once: true});
	if (signal.aborted) {
		end();
	}

	try {
		await child;
	} finally {
		clearTimeout(timer);
		signal.removeEventListener('abort', end);
	}
};

/** Puts pieces of text together to lines, and keeps no more of one than it hands over. */
export const cutLines = (onLine: (line: string) => void): ((piece: string) => void) => {
	let begun = '';
	return piece => {
		const [first = '', ...others] = piece.split('\n');
		begun = (begun + first).slice(0, longestLine);
		for (const other of others) {
			onLine(begun);
			begun = other.slice(0, longestLine);
		}
	};
};
