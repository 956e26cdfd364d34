import type {Typed} from '../editing.js';
import type {ClientEvent} from '../event.js';
import {type DispatchForm, updateDispatchForm} from './dispatch-form.js';
import {type Arrangement, updateFinding} from './finding.js';
import {type LogView, updateLogView} from './log-view.js';
import {type Marks, noMarks, updateMarks} from './marks.js';
import type {Menu} from './menu.js';
import {type Pane, restingPane, updatePane} from './pane.js';
import {updateQuestions} from './questions.js';
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
		| 'log-save';
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

export const openList = ({stack}: Screen): ListScreen => listScreens.find(id => id === stack[0]) ?? 'sessions';

export const updateScreen = (screen: Screen, event: ClientEvent): Screen => {
	const next = updateOpened(screen, event);
	// Whoever leaves a dispatch leaves nothing of it behind.
	const form = next.stack.includes('dispatch') ? updateDispatchForm(next.form, event) : undefined;
	const log = next.stack.includes('log') ? updateLogView(next.log, event) : undefined;
	const marks = updateMarks(next.marks, event);
	const pane = updatePane(next.pane, event);
	const isSame = form === next.form && log === next.log && marks === next.marks && pane === next.pane;
	return isSame ? next : {...next, form, log, marks, pane};
};

const updateOpened = (screen: Screen, event: ClientEvent): Screen => {
	switch (event.event) {
		case 'list:opened': {
			const list = openList(screen);
			const to = event.data.screen;
			return {
				...screen,
				stack: [to],
				last: list === to ? screen.last : list,
				field: undefined,
				confirm: undefined,
				capture: undefined,
			};
		}

		case 'screen:opened': {
			return event.data.screen === 'help' ? openHelp(screen) : push(screen, event.data.screen);
		}

		case 'screen:closed': {
			if (openScreen(screen) === 'details' && screen.details.length > 1) {
				return {...screen, details: screen.details.slice(0, -1), scroll: 0};
			}

			const below = screen.stack.at(-2);
			return below === undefined ? screen : isOverlay(openScreen(screen)) ? belowOverlay(screen) : push(screen, below);
		}

		case 'screen:restored': {
			return event.data.screen;
		}

		case 'place:found': {
			return {...screen, ...event.data};
		}

		case 'row:selected': {
			const {list, id} = event.data;
			return screen.selected[list] === id ? screen : {...screen, selected: {...screen.selected, [list]: id}};
		}

		case 'list:scrolled': {
			const {list, start} = event.data;
			return screen.starts[list] === start ? screen : {...screen, starts: {...screen.starts, [list]: start}};
		}

		case 'row:folded': {
			return {...screen, folded: new Set([...screen.folded, event.data.id])};
		}

		case 'row:unfolded': {
			return {...screen, folded: new Set([...screen.folded].filter(id => id !== event.data.id))};
		}

		case 'text:scrolled': {
			return screen.scroll === event.data.to ? screen : {...screen, scroll: event.data.to};
		}

		case 'filter:changed': {
			return {...screen, filters: {...screen.filters, [event.data.list]: event.data.text}};
		}

		case 'thread:opened': {
			const {id, messageId} = event.data;
			const selected = {...screen.selected, thread: messageId};
			const opened = {...push(screen, 'thread'), threadId: id, selected};
			return messageId === undefined ? opened : {...opened, scroll: atSelected};
		}

		case 'exchange:opened': {
			return {...push(screen, 'hold'), holdId: event.data.id};
		}

		case 'peek:opened': {
			return {...push(screen, 'peek'), peekId: event.data.sessionId};
		}

		case 'menu:opened': {
			return {...push(screen, 'menu'), menu: event.data, selected: {...screen.selected, menu: undefined}};
		}

		case 'timeline:opened': {
			return {...push(screen, 'timeline'), selected: {...screen.selected, timeline: undefined}};
		}

		case 'details:opened': {
			const before = openScreen(screen) === 'details' ? screen.details : [];
			return {...push(screen, 'details'), details: [...before, event.data].slice(-mostDetails)};
		}

		case 'search:asked': {
			return {...withoutFilter(push(screen, 'search'), 'search'), selected: {...screen.selected, search: undefined}};
		}

		case 'scope:changed': {
			return {...screen, scope: event.data.scope};
		}

		case 'need:visited': {
			return {...screen, visited: event.data};
		}

		case 'log:opened': {
			return push(screen, 'log');
		}

		case 'dispatch:opened': {
			return {...withoutFilter(push(screen, 'dispatch'), 'modes'), selected: {...screen.selected, modes: undefined}};
		}

		// What it would run is read from its start.
		case 'dispatch:planned': {
			return {...screen, scroll: 0};
		}

		case 'draft:opened': {
			return {...push(screen, 'compose'), draftId: event.data.id};
		}

		case 'draft:sent': {
			const isOpen = openScreen(screen) === 'compose' && screen.draftId === event.data.id;
			return isOpen ? {...screen, stack: screen.stack.slice(0, -1), draftId: undefined} : screen;
		}

		case 'preview:toggled': {
			return {...screen, showsPreview: !screen.showsPreview};
		}

		case 'terminal:lent':
		case 'terminal:returned': {
			return {...screen, isLent: event.event === 'terminal:lent'};
		}

		default: {
			return updateFinding(updateQuestions(screen, event), event);
		}
	}
};

/** What is looked at anew begins with all of it. */
const withoutFilter = (screen: Screen, list: ListId): Screen => ({...screen, filters: {...screen.filters, [list]: ''}});

const openHelp = (screen: Screen): Screen => ({
	...withoutFilter(push(screen, 'help'), 'help'),
	selected: {...screen.selected, help: undefined},
});

/** What is opened for a moment and looked through; the screen below stays as it is. */
const isOverlay = (id: ScreenId): boolean => id === 'help' || id === 'palette';

/** The screen as it was before the help or the palette was opened on it. */
export const belowOverlay = (screen: Screen): Screen =>
	isOverlay(openScreen(screen)) ? {...screen, stack: screen.stack.slice(0, -1), palette: undefined} : screen;

/** So many of them are gone back through. */
const mostDetails = 20;

/** A screen that is open already is come back to, and not opened on top of itself. */
const push = (screen: Screen, id: ScreenId): Screen => {
	const index = screen.stack.indexOf(id);
	const stack = [...(index === -1 ? screen.stack : screen.stack.slice(0, index)), id];
	// Of what was written the end is new, of everything else the start.
	const scroll = isOverlay(id) ? screen.scroll : id === 'thread' || id === 'hold' ? endOfText : 0;
	return {...screen, stack, scroll};
};
