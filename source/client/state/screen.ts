import type {Typed} from '../editing.js';
import type {DispatchForm} from './dispatch-form.js';
import type {DocView} from './doc-view.js';
import type {Arrangement} from './finding.js';
import type {LogView} from './log-view.js';
import {type Marks, noMarks} from './marks.js';
import type {Menu} from './menu.js';
import {type Pane, restingPane} from './pane.js';
import type {Subject} from './subject.js';

export const listScreens = ['sessions', 'tasks', 'projects', 'inbox'] as const;
export type ListScreen = (typeof listScreens)[number];
export const screenIds = [
	...listScreens,
	'thread',
	'hold',
	'search',
	'stats',
	'compose',
	'dispatch',
	'log',
	'help',
	'timeline',
	'hosts',
	'docs',
	'doc',
	'members',
	'details',
	'peek',
	'menu',
	'settings',
	'palette',
] as const;
export type ScreenId = (typeof screenIds)[number];

/** In a thread the selected row is the message that a key is about. */
export type ListId =
	| ListScreen
	| 'timeline'
	| 'hosts'
	| 'docs'
	| 'members'
	| 'thread'
	| 'search'
	| 'modes'
	| 'receivers'
	| 'how'
	| 'menu'
	| 'settings'
	| 'help'
	| 'palette';

/** Whose messages the inbox shows: those from and to the operator, or what sessions write to each other as well. */
export type Scope = 'yours' | 'all';

/** One line of text that the operator is asked for, at the bottom of the screen. */
export type Field = {
	readonly purpose:
		| 'filter'
		| 'new-task'
		| 'new-part'
		| 'rename-session'
		| 'rename-task'
		| 'rename-project'
		| 'kill'
		| 'new-project'
		| 'search'
		| 'export'
		| 'words'
		| 'extras'
		| 'log-search'
		| 'log-jump'
		| 'log-save'
		| 'doc-search'
		| 'doc-save'
		| 'rename-member'
		| 'member-role'
		| 'password';
	readonly label: string;
	readonly text: Typed;
	/** What it is about: the list that is filtered, the project that the task goes to, the screen that is saved. */
	readonly subject: string;
	/** What was being written before a former text took its place. */
	readonly before?: string | undefined;
};

/** A question before something is done that cannot be taken back. */
export type Confirm = {
	readonly question: string;
	readonly bindingId: string;
	/** What was selected when it was asked; where something else is by then, nothing is done. */
	readonly subject: string | undefined;
};

/** New keys for a binding, as far as they were pressed. */
export type Capture = {
	readonly bindingId: string;
	/** The key, or the two of a pair. */
	readonly struck: readonly string[];
};

/**
What is open and selected. A selection is an id; one that is not in its list stands for the first row.
*/
export type Screen = {
	/** The screens on top of each other, the open one last. */
	readonly stack: readonly ScreenId[];
	/** The one before, for going back and forth. */
	readonly last: ListScreen | undefined;
	readonly selected: Readonly<Partial<Record<ListId, string | undefined>>>;
	readonly filters: Readonly<Partial<Record<ListId, string>>>;
	/** The filters that each list had before, the newest first. */
	readonly formerFilters: Readonly<Partial<Record<ListId, readonly string[]>>>;
	readonly arrangements: Readonly<Partial<Record<ListId, Arrangement>>>;
	/** Rows that stay at the top. */
	readonly pinned: ReadonlySet<string>;
	/** What is looked for in everything there is. */
	readonly palette: Typed | undefined;
	/** What was gone to or done from the palette, the newest first. */
	readonly used: readonly string[];
	/** The first row that is shown of each list. */
	readonly starts: Readonly<Partial<Record<ListId, number>>>;
	readonly folded: ReadonlySet<string>;
	readonly marks: Marks;
	readonly field: Field | undefined;
	readonly confirm: Confirm | undefined;
	/** The binding that new keys are asked for. */
	readonly capture: Capture | undefined;
	readonly threadId: string | undefined;
	readonly holdId: string | undefined;
	/** The session that is peeked at. */
	readonly peekId: string | undefined;
	/** What the menu is about. */
	readonly menu: Menu | undefined;
	readonly scope: Scope;
	/** The dispatch that is put together. */
	readonly form: DispatchForm | undefined;
	/** How the log is looked at that is open. */
	readonly log: LogView | undefined;
	/** How the document is looked at that is open. */
	readonly doc: DocView | undefined;
	/** The first line that is shown of a text that is longer than the screen. */
	readonly scroll: number;
	/** The last thing that needs a person which was walked to. */
	readonly visited: {readonly at: number; readonly id: string} | undefined;
	readonly showsPreview: boolean;
	/** How what stands beside the list is looked at. */
	readonly pane: Pane;
	/** What details are shown of, and above it what they were opened from. */
	readonly details: readonly Subject[];
	/** The draft that compose shows. */
	readonly draftId: string | undefined;
	/** Whether another program has the terminal. */
	readonly isLent: boolean;
};

export const firstScreen: Screen = {
	stack: ['sessions'],
	last: undefined,
	selected: {},
	filters: {},
	formerFilters: {},
	arrangements: {},
	pinned: new Set(),
	palette: undefined,
	used: [],
	starts: {},
	folded: new Set(),
	marks: noMarks,
	field: undefined,
	confirm: undefined,
	capture: undefined,
	threadId: undefined,
	holdId: undefined,
	peekId: undefined,
	menu: undefined,
	scope: 'yours',
	form: undefined,
	log: undefined,
	doc: undefined,
	scroll: 0,
	visited: undefined,
	showsPreview: true,
	pane: restingPane,
	details: [],
	draftId: undefined,
	isLent: false,
};

/** As far down as a text goes, however long it becomes. */
export const endOfText = Number.MAX_SAFE_INTEGER;

/** Where the selected message of a thread begins, wherever that comes to be. */
export const atSelected = -1;

export const openScreen = ({stack}: Screen): ScreenId => stack.at(-1) ?? 'sessions';

/** Whether something is asked: a line of text, a yes, or a key. */
export const isAsking = ({field, confirm, capture}: Screen): boolean =>
	field !== undefined || confirm !== undefined || capture !== undefined;

/** What is written in it is drawn as dots, kept nowhere, and shown to nobody but whom it is for. */
export const isSecret = ({purpose}: Field): boolean => purpose === 'password';

export const openList = ({stack}: Screen): ListScreen => listScreens.find(id => id === stack[0]) ?? 'sessions';

/** What is opened for a moment and looked through; the screen below stays as it is. */
export const isOverlay = (id: ScreenId): boolean => id === 'help' || id === 'palette';

/** The screen as it was before the help or the palette was opened on it. */
export const belowOverlay = (screen: Screen): Screen =>
	isOverlay(openScreen(screen)) ? {...screen, stack: screen.stack.slice(0, -1), palette: undefined} : screen;

/**
A screen that is open already is come back to, and not opened on top of itself. The help or the palette gives way to what is opened from it:
what they tell of is the screen that they are opened on.
*/
export const push = (screen: Screen, id: ScreenId): Screen => {
	const below = belowOverlay(screen);
	const index = below.stack.indexOf(id);
	const stack = [...(index === -1 ? below.stack : below.stack.slice(0, index)), id];
	// Of what was written the end is new, of everything else the start.
	const scroll = isOverlay(id) ? below.scroll : id === 'thread' || id === 'hold' ? endOfText : 0;
	return {...below, stack, scroll};
};
