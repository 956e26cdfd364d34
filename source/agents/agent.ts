import type {OutputReader} from '../domain/output.js';
import type {Permission} from '../domain/permission.js';
import type {Activity} from '../domain/session.js';
import type {Version} from './version.js';

/** What an agent program told a hook, as it came: read with care, never trusted. */
export type HookInput = unknown;

/** What a client says of itself, where it says something. */
export type ClientStatus = 'idle' | 'busy' | 'waiting';

export type Observation = Pick<Activity, 'state' | 'detail'> & {
	/** The detail says less than one that may have come before it for the same dialog. */
	readonly isVague?: boolean;
};

export type Launch = {
	/** What the agent is asked to do first: text, whatever it begins with. */
	readonly prompt?: string | undefined;
	/** Instead of a prompt: a command of the client itself with its arguments, `/worker T-1`. */
	readonly command?: string | undefined;
	/** The client's own id of a conversation that it goes on with, as its hooks told it. */
	readonly resume?: string | undefined;
	/** Absolute path of the run's folder, where the files of `Start` are put. */
	readonly folder: string;
	/** What to call at its hooks. */
	readonly hooks: Omit<HookSettings, 'version'>;
	/** For clients that are spoken to over HTTP: a port of 127.0.0.1 that is free, and what they ask for there. */
	readonly listener?: Listener | undefined;
	/** What the agent is told about maestro before anything else. */
	readonly introduction?: string | undefined;
	/** What people see. */
	readonly name?: string | undefined;
	/** Runs without a window, prints what it does for programs (`readOutput`), and ends when it is done. */
	readonly isHeadless?: boolean | undefined;
	/** What it may do without asking; its own rule unless given. Refused as `malformed` where the agent knows no such thing. */
	readonly permission?: Permission | undefined;
	/** More arguments, from the operator. */
	readonly extras?: readonly string[] | undefined;
	readonly version?: Version | undefined;
};

export type Listener = {readonly port: number; readonly password: string};

/**
What a client is started with. Where there is a prompt or a command it is the last argument; it goes by a file of its own.
*/
export type Start = {
	readonly args: readonly string[];
	/** Variables of the client, which may hold secrets: they go by a file that nobody else can read. */
	readonly environment: Readonly<Record<string, string>>;
	/** Files of the run's folder that the arguments or variables point to, by name. */
	readonly files: Readonly<Record<string, string>>;
};

export type HookSettings = {
	readonly version: Version | undefined;
	/** Absolute path of the program that every hook runs. */
	readonly hookProgram: string;
	/** Absolute path of the file that wakes the agent when it changes; without one it is not woken. */
	readonly doorbell?: string | undefined;
};

/** What is known of a client that runs. */
export type RunningClient = {
	/** Its own id of the conversation, as its last hook told it. */
	readonly conversation?: string | undefined;
	/** The folder that it keeps its conversations in, as its last hook told it. */
	readonly home?: string | undefined;
	readonly listener?: Listener | undefined;
	readonly version?: Version | undefined;
};

/** How a text is handed to a running client without one of its hooks: a program that is run, or a request that is made. */
export type Push =
	| {
			/** The agent's own program. What stands in its arguments every user of the machine can read. */
			readonly kind: 'program';
			readonly args: readonly string[];
			readonly environment: Readonly<Record<string, string>>;
	  }
	| {
			readonly kind: 'request';
			readonly url: string;
			readonly headers: Readonly<Record<string, string>>;
			readonly body: string;
	  };

/**
How a line can be typed to a client that nothing else wakes, told from all that its window shows. A screen that is not known for sure
takes nothing: where a dialog is open, Enter answers it.
*/
export type Nudge = {
	/** The client waits at its prompt, nothing stands in it, and nothing else takes the keys. */
	readonly isEmptyPrompt: (screen: string) => boolean;
	/** The same, but for exactly this line in the prompt. */
	readonly holds: (screen: string, line: string) => boolean;
};

/**
What the prompt of a client is: empty, and the client at rest; empty, and the client works; something stands in it; or a screen that is not
known for sure, as that of a dialog.
*/
export type PromptState = 'empty' | 'busy' | 'written' | 'unknown';

/**
How a text is pasted to a client as its next prompt, told from all that its window shows, with its colours. Clients that have this take
several lines as one text. A screen that is not known for sure takes nothing: where a dialog is open, Enter answers it.
*/
export type Composer = {
	readonly read: (screen: string) => PromptState;
	/** Exactly this text stands in the prompt, or the sign that the client shows in its place, and Enter goes to the prompt. */
	readonly holds: (screen: string, text: string) => boolean;
};

/** What a hook says of the subagents of its client: one begins to work, one is done, or none is at work. */
export type Nesting = 'enters' | 'leaves' | 'outside';

/** What a hook prints and exits with. */
export type HookAnswer = {
	readonly stdout: string;
	readonly stderr: string;
	readonly exitCode: number;
};

export type Waking = {
	/** What was last observed of the session, if anything was. */
	readonly activity: Pick<Activity, 'state' | 'at'> | undefined;
	readonly clientStatus: ClientStatus | undefined;
	/** Milliseconds. */
	readonly now: number;
};

/**
What differs between agent programs, as data and pure functions: how one is started, what its hooks tell, and what they answer.
*/
export type Agent = {
	readonly id: string;
	readonly label: string;
	/** The name of the program, looked for on PATH. */
	readonly program: string;
	/** The oldest version that this was tried with. */
	readonly oldest: Version;
	/** Variables of a running session of this program that a new one must not inherit. */
	readonly without: readonly string[];

	/**
	The variable in which the client finds the password of its listener. Not there for clients that are not spoken to over HTTP: those are
	started without one.
	*/
	readonly passwordVariable?: string;

	/** What makes it print its version: `--version` unless given. With none it is not asked. */
	readonly versionArgs?: readonly string[];

	/** The version in what it prints then. */
	readVersion: (stdout: string) => Version | undefined;

	/** What starts it. Refuses extras that would undo ours. */
	launch: (launch: Launch) => Start;

	/** The arguments that name the model it works with. Not there where they are not known. */
	modelArgs?: (model: string) => readonly string[];

	/** It can be started without a window. */
	readonly isHeadlessToo: boolean;

	/** Of what it may do without asking, what can be said to it. */
	readonly permissions: readonly Permission[];

	/** It runs the project's command files (`.claude/commands`) by their names; any other agent is given their text. */
	readonly knowsCommands?: boolean;

	/** Makes readable what it prints when it is headless. Not there for agents that print for people. */
	readOutput?: OutputReader;

	/**
	What a person puts into the client's own settings so that it calls maestro: the hooks that this version knows, and no other. A text
	is a file as it is.
	*/
	settings: (settings: HookSettings) => unknown;

	/** The file that a person puts them into: `~/.claude/settings.json`. */
	settingsFile?: string;

	/** Its hooks know the process of their client (`CLAUDE_PID`), so that one that runs can be made a session. */
	tellsProcess?: boolean;

	/** The name of the event that a hook ran for. */
	eventOf: (input: HookInput) => string;

	/** Whether a turn begins with this hook: somebody, or the client itself, gave the agent something new to do. */
	beginsTurn: (input: HookInput) => boolean;

	/** Whether this hook runs in the middle of a turn, just before the model is asked again. */
	joinsTurn: (input: HookInput) => boolean;

	/** What a hook's input says about the session; `undefined` where it says nothing. */
	observe: (input: HookInput) => Observation | undefined;

	/** Whether messages may go with the answer to this hook. */
	takesAt: (input: HookInput, version?: Version) => boolean;

	/** Whether this hook runs because the doorbell rang: what it takes is shown when `evidence` says so, and not before. */
	isWaking: (input: HookInput) => boolean;

	/** Whether a hook that runs because the doorbell rang may take messages now. */
	mayWake: (waking: Waking) => boolean;

	/**
	How a text reaches the client while it is idle, where its hooks cannot bring it; `undefined` where there is no way, or not enough is
	known. What is pushed is shown when `evidence` says so, and not before.
	*/
	push?: (client: RunningClient, text: string) => Push | undefined;

	/**
	Pushed in the place of messages, where a push is no place for them: the hook of the prompt that it makes brings what waits. `isIn` tells
	that hook.
	*/
	notice?: {readonly text: string; readonly isIn: (input: HookInput) => boolean};

	/** Not there where something better wakes every version of the client. */
	nudge?: Nudge;

	/** Not there where the screens of the client are not known. */
	composer?: Composer;

	/**
	Where hooks of a subagent look like those of the session: by which one knows that it is at work. What is handed over then is read by
	the subagent alone. `undefined` for a hook that says nothing of it.
	*/
	nests?: (input: HookInput) => Nesting | undefined;

	/** What its introduction says besides of its shell, in a line of no more than 100 characters. */
	readonly remark?: string;

	/** It has no hooks: all that is known of it is whether its program runs. */
	readonly isSilent?: boolean;

	/** What it may mean that no hook of a client has run, and what to do, where more is known than that a question may be open. */
	silence?: string;

	/** The client's own id of the conversation, as a hook tells it. */
	conversationOf: (input: HookInput) => string | undefined;

	/** The folder that the client keeps its conversations in, as a hook tells it: for clients whose push needs it. */
	homeOf?: (input: HookInput) => string | undefined;

	/** How this hook hands a text to the model. */
	answer: (input: HookInput, text: string, version?: Version) => HookAnswer;

	/** The ids of the messages that a hook's input proves the model was shown. */
	evidence: (input: HookInput) => readonly string[];

	/** Where the client tells its own status: a file for each process, under its folder. Not there for clients that tell none. */
	statusFile?: (client: {readonly folder: string; readonly pid: number}) => string;

	/** The status in that file; `undefined` where it says none. */
	readStatus?: (text: string) => ClientStatus | undefined;
};

/** What a hook needs that hands a text to its agent by itself. */
export type Delivering = Pick<
	Agent,
	'eventOf' | 'joinsTurn' | 'takesAt' | 'isWaking' | 'mayWake' | 'answer' | 'evidence'
>;
