import type {Typed} from '../editing.js';
import type {ClientEvent} from '../event.js';
import {type DispatchForm, updateDispatchForm} from './dispatch-form.js';
import {type LogView, updateLogView} from './log-view.js';
import {updateQuestions} from './questions.js';

export const listScreens = ['sessions', 'tasks', 'projects', 'inbox'] as const;
export type ListScreen = (typeof listScreens)[number];
export type ScreenId = ListScreen | 'thread' | 'hold' | 'search' | 'stats' | 'compose' | 'dispatch' | 'log' | 'help';

/** In a thread the selected row is the message that a key is about. */
export type ListId = ListScreen | 'thread' | 'search' | 'modes' | 'receivers' | 'how';

/** Whose messages the inbox shows: those from and to the operator, or what sessions write to each other as well. */
export type Scope = 'yours' | 'all';

/** One line of text that the operator is asked for, at the bottom of the screen. */
export type Field = {
	readonly purpose:
		| 'filter'
		| 'new-task'
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
};

/** A question before something is done that cannot be taken back. */
export type Confirm = {
	readonly question: string;
	readonly bindingId: string;
	/** What was selected when it was asked; where something else is by then, nothing is done. */
	readonly subject: string | undefined;
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
	readonly folded: ReadonlySet<string>;
	readonly field: Field | undefined;
	readonly confirm: Confirm | undefined;
	readonly threadId: string | undefined;
	readonly holdId: string | undefined;
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
	folded: new Set(),
	field: undefined,
	confirm: undefined,
	threadId: undefined,
	holdId: undefined,
	scope: 'yours',
	form: undefined,
	log: undefined,
	scroll: 0,
	visited: undefined,
	showsPreview: true,
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
	return form === next.form && log === next.log ? next : {...next, form, log};
};

const updateOpened = (screen: Screen, event: ClientEvent): Screen => {
	switch (event.event) {
		case 'list:opened': {
			const list = openList(screen);
			const to = event.data.screen;
			return {...screen, stack: [to], last: list === to ? screen.last : list, field: undefined, confirm: undefined};
		}

		case 'screen:opened': {
			return push(screen, event.data.screen);
		}

		case 'screen:closed': {
			const below = screen.stack.at(-2);
			return below === undefined ? screen : push(screen, below);
		}

		case 'screen:restored': {
			return event.data.screen;
		}

		case 'row:selected': {
			const {list, id} = event.data;
			return screen.selected[list] === id ? screen : {...screen, selected: {...screen.selected, [list]: id}};
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

		case 'search:asked': {
			return {...push(screen, 'search'), selected: {...screen.selected, search: undefined}};
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
			return {...push(screen, 'dispatch'), selected: {...screen.selected, modes: undefined}};
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
			return updateQuestions(screen, event);
		}
	}
};

/** A screen that is open already is come back to, and not opened on top of itself. */
const push = (screen: Screen, id: ScreenId): Screen => {
	const index = screen.stack.indexOf(id);
	const stack = [...(index === -1 ? screen.stack : screen.stack.slice(0, index)), id];
	// Of what was written the end is new, of everything else the start.
	return {...screen, stack, scroll: id === 'thread' || id === 'hold' ? endOfText : 0};
};
