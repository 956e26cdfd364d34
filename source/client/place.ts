import type {Arrangement} from './state/finding.js';
import type {State} from './state/index.js';
import type {LogView} from './state/log-view.js';
import {type ListId, listScreens, openList, type Screen, type ScreenId} from './state/screen.js';
import type {Subject} from './state/subject.js';
import type {TimelineOf} from './state/timeline.js';

/**
Where the operator was: what was open, selected, filtered, folded, sorted, and how far it was scrolled. It is of names and numbers alone,
as it is kept in a file, and what it names need not be there any more.
*/
export type Place = {
	/** The screens on top of each other, the open one last. */
	readonly stack: readonly string[];
	readonly last?: string | undefined;
	readonly selected: Of<string>;
	readonly filters: Of<string>;
	readonly formerFilters: Of<readonly string[]>;
	readonly arrangements: Of<Arrangement>;
	readonly pinned: readonly string[];
	readonly used: readonly string[];
	readonly starts: Of<number>;
	readonly folded: readonly string[];
	readonly scope: Screen['scope'];
	readonly scroll: number;
	readonly showsPreview: boolean;
	readonly threadId?: string | undefined;
	readonly holdId?: string | undefined;
	readonly draftId?: string | undefined;
	readonly search?: string | undefined;
	readonly details: readonly Subject[];
	readonly timeline?: TimelineOf | undefined;
	readonly doc?: {readonly id: string; readonly sessionId: string} | undefined;
	readonly log?: Pick<LogView, 'sessionId' | 'runId' | 'top' | 'seen' | 'wraps' | 'isRaw' | 'showsTimes'> | undefined;
};

type Of<Kept> = Readonly<Record<string, Kept>>;

/** Of which what is selected, filtered and sorted is kept. */
const keptLists = [
	...listScreens,
	'timeline',
	'hosts',
	'docs',
	'members',
	'settings',
	'thread',
	'search',
] as const satisfies readonly ListId[];

/** More of them than anybody pins or folds by hand. */
const most = 1000;

export const placeOf = ({screen, fetched, timeline, doc}: State): Place => {
	const {log, details} = screen;
	const has = (id: ScreenId): boolean => stack.includes(id);
	const stack = keptStack(screen.stack);
	return {
		stack,
		last: screen.last,
		selected: onlyKept(screen.selected),
		filters: onlyKept(screen.filters),
		formerFilters: onlyKept(screen.formerFilters),
		arrangements: onlyKept(screen.arrangements),
		pinned: [...screen.pinned].slice(-most),
		used: screen.used,
		starts: onlyKept(screen.starts),
		folded: [...screen.folded].slice(-most),
		scope: screen.scope,
		scroll: stack.length > 1 && stack.length === screen.stack.length ? screen.scroll : 0,
		showsPreview: screen.showsPreview,
		threadId: has('thread') ? screen.threadId : undefined,
		holdId: has('hold') ? screen.holdId : undefined,
		draftId: has('compose') ? screen.draftId : undefined,
		search: has('search') ? fetched.search?.of.query : undefined,
		details: has('details') ? details : [],
		timeline: has('timeline') ? timeline?.of : undefined,
		doc: doc && has('doc') ? {id: doc.id, sessionId: doc.sessionId} : undefined,
		log: log && has('log') ? lookOf(log) : undefined,
	};
};

/** What is open for a moment, or put together and thrown away when it is left, is not come back to, nor what is above it. */
const keptStack = (stack: readonly ScreenId[]): readonly ScreenId[] => {
	const end = stack.findIndex(id => id in passing);
	return end === -1 ? stack : stack.slice(0, end);
};

const passing = {dispatch: true, help: true, palette: true, menu: true, peek: true} satisfies Partial<
	Record<ScreenId, true>
>;

const lookOf = ({sessionId, runId, top, seen, wraps, isRaw, showsTimes}: LogView): Place['log'] => ({
	...{sessionId, runId, top, seen, wraps, isRaw, showsTimes},
});

const onlyKept = <Kept>(lists: Of<Kept | undefined>): Partial<Record<ListId, Kept>> =>
	Object.fromEntries(
		keptLists.flatMap(list => {
			const kept = lists[list];
			return kept === undefined ? [] : [[list, kept]];
		}),
	);

/**
The lists as they were at a place. What is selected by now stays selected.
*/
export const listsOf = (place: Place, screen: Screen): Partial<Screen> => ({
	stack: [listScreens.find(id => id === place.stack[0]) ?? openList(screen)],
	last: listScreens.find(id => id === place.last),
	selected: {...onlyKept(place.selected), ...screen.selected},
	filters: onlyKept(place.filters),
	formerFilters: onlyKept(place.formerFilters),
	arrangements: onlyKept(place.arrangements),
	pinned: new Set(place.pinned),
	used: place.used,
	starts: onlyKept(place.starts),
	folded: new Set(place.folded),
	showsPreview: place.showsPreview,
});
