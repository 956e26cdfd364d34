import {MaestroError} from '../domain/errors.js';
import {commandLine} from '../domain/shell.js';
import {cleanLine} from '../domain/text.js';
import type {Attach} from '../multiplexer/multiplexer.js';
import {terminals} from './terminals/index.js';
import type {Environment, Platform, Terminal} from './terminals/terminal.js';

/** A terminal by its id, or a command of the person's own, in which `{attach}` stands for what is to run and `{title}` for its name. */
export type TerminalChoice = string | readonly string[];

export type OpenedTerminal = {
	readonly isOpened: boolean;
	/** Where it was opened; or why it was not, and the command to type instead. */
	readonly said: string;
	/** What shows it, typed where the person is. */
	readonly command: string;
};

/** A program that was started and goes on without us. */
type Started = {
	/** `undefined` while it runs. */
	readonly exitCode: () => number | undefined;
	/** What it said last, for a person to read. */
	readonly lastWords: () => Promise<string>;
};

type Options = {
	readonly environment: Environment;
	readonly platform: Platform;
	/** How this machine is called over SSH. */
	readonly host: string;
	/** The absolute path of a program, or `undefined`. */
	readonly findProgram: (name: string) => Promise<string | undefined>;
	readonly startDetached: (command: readonly [string, ...string[]], environment: Environment) => Promise<Started>;
	readonly pause: (milliseconds: number) => Promise<void>;
};

/** How long a terminal has to fail: most hand over to one that runs, and end at once. */
const watchMs = 2000;
const everyMs = 50;

type Plan = {readonly label: string; readonly command: readonly [string, ...string[]]} | {readonly why: string};

/**
Opens a terminal on the desktop with a command in it: the one that was chosen; else the one that we run in; else the first that is there.
Where there is none to open, over SSH, and where it fails, it says why, and which command to type.
*/
export const createTerminalOpener = (options: Options) => {
	const {environment, platform, host, findProgram, startDetached, pause} = options;
	const isRemote = Boolean(environment.SSH_CONNECTION ?? environment.SSH_TTY);

	const planOf = async (terminal: Terminal, run: Attach['command'], title: string): Promise<Plan | undefined> => {
		for (const name of programsOf(terminal, platform)) {
			const program = await findProgram(name);
			if (program !== undefined) {
				const command = terminal.command(run, {title, environment, platform, program});
				return command === undefined
					? {why: `${terminal.label} takes no command with such signs in it`}
					: {label: terminal.label, command};
			}
		}

		return undefined;
	};

	const chosen = async (choice: TerminalChoice, run: Attach['command'], title: string): Promise<Plan> => {
		if (typeof choice !== 'string') {
			return {label: choice[0] ?? '', command: filled(choice, run, title)};
		}

		const terminal = terminals.find(({id}) => id === choice);
		if (terminal === undefined) {
			throw new MaestroError(
				'malformed',
				`Expected a terminal of these: ${terminals.map(({id}) => id).join(', ')}; got ${JSON.stringify(choice)}`,
			);
		}

		return (await planOf(terminal, run, title)) ?? {why: `${terminal.label} is not installed here`};
	};

	const found = async (run: Attach['command'], title: string): Promise<Plan> => {
		if (isRemote) {
			return {why: 'Over SSH no window is opened on your desktop'};
		}

		if (!hasDisplay(platform, environment)) {
			return {why: 'There is no display to open a window on'};
		}

		for (const terminal of inOrder(environment)) {
			const plan = await planOf(terminal, run, title);
			if (plan !== undefined) {
				return plan;
			}
		}

		return {why: 'None of the terminals that are known here is installed; set "terminal" in settings.json'};
	};

	/** Answers why it failed, where it did soon enough to be seen. */
	const start = async (command: readonly [string, ...string[]], without: readonly string[]) => {
		const started = await startDetached(command, withoutOurs(environment, without));
		for (let waited = 0; waited < watchMs && started.exitCode() === undefined; waited += everyMs) {
			await pause(everyMs);
		}

		const exitCode = started.exitCode() ?? 0;
		return exitCode === 0 ? undefined : `ended with exit code ${exitCode}: ${cleanLine(await started.lastWords())}`;
	};

	return async (
		{command: run, without}: Attach,
		name: string,
		choice?: TerminalChoice | undefined,
	): Promise<OpenedTerminal> => {
		// A word that begins with a dash would be a flag.
		const title = cleanLine(name).replace(/^-+/, '');
		const line = isRemote ? commandLine(['ssh', '-t', host, '--', commandLine(run)]) : commandLine(run);
		const tell = (why: string): OpenedTerminal => ({
			isOpened: false,
			said: `${why.replace(/[:. ]+$/, '')}. Type this in a terminal: ${line}`,
			command: line,
		});

		const plan = await (choice === undefined ? found(run, title) : chosen(choice, run, title));
		if ('why' in plan) {
			return tell(plan.why);
		}

		const failure = await start(plan.command, without);
		return failure === undefined
			? {isOpened: true, said: `Opened ${title} in ${plan.label}`, command: line}
			: tell(`${plan.label} ${failure}`);
	};
};

export type OpenTerminal = ReturnType<typeof createTerminalOpener>;

const programsOf = ({programs}: Terminal, platform: Platform): readonly string[] =>
	programs[platform] ?? (platform === 'wsl' ? (programs.linux ?? []) : []);

const isInMultiplexer = ({TMUX, ZELLIJ}: Environment): boolean => TMUX !== undefined || ZELLIJ !== undefined;

/** Inside a multiplexer the environment tells of the terminal that it was started in, which may be gone for long. */
const inOrder = (environment: Environment): readonly Terminal[] => {
	const ours = isInMultiplexer(environment) ? [] : terminals.filter(({isOurs}) => isOurs(environment));
	return [...ours, ...terminals.filter(terminal => !ours.includes(terminal))];
};

const hasDisplay = (platform: Platform, {DISPLAY, WAYLAND_DISPLAY}: Environment): boolean =>
	platform !== 'linux' || Boolean(DISPLAY) || Boolean(WAYLAND_DISPLAY);

/** A multiplexer that found these would take the new terminal for a pane of its own. */
const withoutOurs = (environment: Environment, without: readonly string[]): Environment =>
	Object.fromEntries(
		Object.entries(environment).filter(
			([name]) => !/^(?:TMUX|TMUX_PANE|ZELLIJ.*)$/.test(name) && !without.includes(name),
		),
	);

const filled = (words: readonly string[], run: Attach['command'], title: string): readonly [string, ...string[]] => {
	// A word of its own becomes as many as there are; within another one they are a line for a shell.
	const [program = '', ...args] = words.flatMap(word =>
		word === '{attach}'
			? run
			: [word.replaceAll('{attach}', () => commandLine(run)).replaceAll('{title}', () => title)],
	);
	return [program, ...args];
};
