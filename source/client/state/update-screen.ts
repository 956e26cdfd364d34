import type {ClientEvent} from '../event.js';
import {updateDispatchForm} from './dispatch-form.js';
import {updateDocView} from './doc-view.js';
import {updateFinding} from './finding.js';
import {updateLogView} from './log-view.js';
import {updateMarks} from './marks.js';
import {updatePane} from './pane.js';
import {updateQuestions} from './questions.js';
import {atSelected, belowOverlay, isOverlay, type ListId, openList, openScreen, push, type Screen} from './screen.js';

/** The screen after an event: what is open on it, and how that is looked at. */
export const updateScreen = (screen: Screen, event: ClientEvent): Screen => {
	const next = updateOpened(screen, event);
	// Whoever leaves a dispatch leaves nothing of it behind.
	const form = next.stack.includes('dispatch') ? updateDispatchForm(next.form, event) : undefined;
	const log = next.stack.includes('log') ? updateLogView(next.log, event) : undefined;
	const doc = next.stack.includes('doc') ? updateDocView(next.doc, event) : undefined;
	const marks = updateMarks(next.marks, event);
	const pane = isLookedThrough(screen, next) ? next.pane : updatePane(next.pane, event);
	const isSame =
		form === next.form && log === next.log && doc === next.doc && marks === next.marks && pane === next.pane;
	return isSame ? next : {...next, form, log, doc, marks, pane};
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

		case 'doc:opened': {
			return push(screen, 'doc');
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

/** Whether the help or the palette is opened, left or used, and the screen below stays the one that it is. */
const isLookedThrough = (before: Screen, after: Screen): boolean =>
	[before, after].some(screen => isOverlay(openScreen(screen))) &&
	openScreen(belowOverlay(before)) === openScreen(belowOverlay(after));

/** So many of them are gone back through. */
const mostDetails = 20;
