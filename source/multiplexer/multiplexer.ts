/**
A window of ours in a multiplexer, as it was when somebody looked.
*/
export type Window = {
	/** Valid on this multiplexer server only. */
	readonly id: string;
	readonly paneId: string;
	readonly name: string;
	/** What `openWindow` was given: the identity of the window, whatever people rename it to. */
	readonly key: string;
	readonly meta: WindowMeta | undefined;
	readonly life: WindowLife;
	readonly pid: number | undefined;
	/** Milliseconds; output of any kind counts, the echo of typed text too. */
	readonly lastOutputAt: number | undefined;
};

export type WindowLife =
	| {readonly state: 'running'}
	/** Neither code nor signal: it ended, and nobody saw how. */
	| {readonly state: 'ended'; readonly exitCode?: number | undefined; readonly signal?: number | undefined}
	/** It gave up its terminal and runs on. */
	| {readonly state: 'detached'};

export type WindowMeta = {
	/** Windows opened by 0.1.0 have none. */
	readonly projectId?: string | undefined;
	readonly taskId: string;
	readonly mode: string;
	readonly sessionId: string;
	readonly runId: string;
};

export type NewWindow = {
	/** `[A-Za-z0-9_]{8,64}`; of all windows only one may have it. */
	readonly key: string;
	readonly meta: WindowMeta;
	/** For people; the driver makes it fit. */
	readonly name: string;
	/** Absolute, and there. */
	readonly directory: string;
	/** A program and its arguments, never a shell line. */
	readonly command: readonly [string, ...string[]];
	readonly environment: Readonly<Record<string, string>>;
	/** Names of variables that the program must not inherit. */
	readonly without: readonly string[];
};

export type OpenedWindow = {
	readonly window: Window;
	/** `reused`: it ran already, and nothing was started. `respawned`: its program had ended, and was started anew. */
	readonly how: 'created' | 'reused' | 'respawned';
};

/**
How a person gets to a window: `done`, because their terminal was switched there; `take-over`, by running `command` in this
terminal until they come back; `tell`, by typing `command` somewhere, for the reason in `why`.
*/
export type Jump =
	| {readonly kind: 'done'; readonly wayBack: string}
	| {
			readonly kind: 'take-over';
			readonly command: readonly [string, ...string[]];
			/** Shows the same, while no key reaches what runs there; nothing where there is no such way. */
			readonly watching?: readonly [string, ...string[]];
			readonly without: readonly string[];
			readonly wayBack: string;
	  }
	| {readonly kind: 'tell'; readonly command: string; readonly why: string};

/** What a terminal of its own runs to show a window, and the variables that it must not have. */
export type Attach = {
	readonly command: readonly [string, ...string[]];
	/** Shows the same, while no key reaches what runs there; nothing where there is no such way. */
	readonly watching?: readonly [string, ...string[]];
	readonly without: readonly string[];
};

export type TypingOptions = {
	/** Is handed all that the window shows. */
	readonly mayEnter: (screen: string) => boolean | Promise<boolean>;
};

export type PasteOptions = TypingOptions & {
	/** Whether Enter is to be pressed behind the text. */
	readonly enter: boolean;
	/** The program is known to take several lines as one text when they are pasted; to another one each line end may be an Enter. */
	readonly takesLines: boolean;
};

/** What became of a text: nothing was written; it was, and no Enter pressed; or it was entered. */
export type Pasted = 'nothing' | 'pasted' | 'entered';

export type Found = {
	readonly version: string;
	/** Which server of the multiplexer: for tmux the absolute path of its socket. */
	readonly address: string;
	/** The session that windows are opened in. */
	readonly session: string;
};

/**
What a driver declares: where multiplexers differ, its contract suite asks for what it has declared.
*/
export type Support = {
	/** The signal that ended a program is told apart from an exit code. */
	readonly signals: boolean;
	/** `capture` can keep colours. */
	readonly colours: boolean;
	/** `capture` reaches what has scrolled out of the window. */
	readonly history: boolean;
	/** How `watch` learns of a change: the multiplexer tells, or it is asked again and again. */
	readonly changes: 'told' | 'asked';
	/** Whether a line can reach a program that has ended in the meantime: a look just before, or a refusal by the multiplexer itself. */
	readonly typing: 'guarded' | 'checked';
	/** How many bytes of UTF-8 a text may have that is pasted. */
	readonly pasteBytes: number;
	/** Whether what is pasted stands in the list of processes for a moment, where every user of the machine can read it. */
	readonly pasteIsListed: boolean;
	/** Windows can be opened while nobody is attached. */
	readonly unattended: boolean;
};

/**
What we ask of a terminal multiplexer. Whatever can go wrong comes as a `MaestroError`: `multiplexer-missing` (not installed,
or too old: the message names the version found and the one needed), `window-gone`, `bad-directory`, `too-large`, `malformed`
(a key, or a variable's name, that is none), `multiplexer-failed`.
*/
export type Multiplexer = {
	readonly name: string;
	/** As of the version that was found last. */
	readonly supports: Support;

	/** Looks whether it is installed and new enough. Starts nothing. */
	find: () => Promise<Found>;

	/** The windows of ours, on all sessions of this server; empty where no server runs. */
	listWindows: () => Promise<readonly Window[]>;

	/**
	Opens a window for `key`, or answers the one that has it: fifty callers at once make one window. The session that holds
	the windows is made when it is not there. Whoever is attached stays where they are.
	*/
	openWindow: (window: NewWindow) => Promise<OpenedWindow>;

	/** The last `lines` lines that the window shows, without trailing blank ones; with SGR colours where `colours` is set. */
	capture: (window: WindowReference, options: {readonly lines: number; readonly colours: boolean}) => Promise<string>;

	/**
	Types one short line of printable characters, waits half a second, and presses Enter if what the window shows by then passes
	`mayEnter`; else the line stays where it is. Answers whether it pressed Enter. Nothing is typed into a window whose program has
	ended, or where keys would not reach that program alone. Any other text is refused as `malformed`.
	*/
	typeLine: (window: WindowReference, text: string, options: TypingOptions) => Promise<boolean>;

	/**
	Writes a text of any length and form as one that is pasted, with the marks around it that the program has asked for; and where `enter`
	is set, waits, and presses Enter if what the window shows by then passes `mayEnter`. Terminal sequences, control characters and the line
	ends at its end are left away before. Nothing is written where `typeLine` would type nothing. A text with more bytes than `supports` says
	is refused as `too-large`; one that nothing is left of, or that has line ends or tabs for a program that may take them for keys, as
	`malformed`.
	*/
	pasteText: (window: WindowReference, text: string, options: PasteOptions) => Promise<Pasted>;

	/** Brings the window before the person at this terminal, or says how they get there. */
	jump: (window: WindowReference) => Promise<Jump>;

	/** Brings the window forward in its session, and says how another terminal gets to see that: one that somebody opens for it. */
	attach: (window: WindowReference) => Promise<Attach>;

	/**
	Calls back whenever a window of ours may have come, gone or ended, until the signal aborts: at once where the multiplexer tells, within
	`everyMs` where it has to be asked, and within `everyMs` as well while there is nothing that could tell. A multiplexer that dies and
	comes back is followed on. It starts nothing, changes nothing that a person sees, and resolves when it has let go of everything.
	*/
	watch: (onChange: () => void, options: {readonly everyMs: number; readonly signal: AbortSignal}) => Promise<void>;

	/**
	Asks the program to end (TERM to its group), waits `graceMs`, and then ends it (KILL). The window stays, with its last
	screen, and `listWindows` says how it ended. A window that has another key by now is left alone: `window-gone`.
	*/
	stop: (window: WindowReference, options: {readonly graceMs: number}) => Promise<void>;

	/**
	Closes the window. What runs in it is only hung up, and what ignores that lives on unseen, so `stop` comes first. A window
	that is gone, or has another key by now, is left alone.
	*/
	closeWindow: (window: WindowReference) => Promise<void>;
};

/**
A window by id, with the key that it must have for anything to be done to it: ids start over with a new server.
*/
export type WindowReference = Pick<Window, 'id' | 'paneId' | 'key'>;
