import {ageOf} from '../client/age.js';
import {whyLacking} from '../client/cannot.js';
import {isReadOnly} from '../client/read-only.js';
import {arrangementWords} from '../client/select/arrangements.js';
import {type Crumb, crumbsOf} from '../client/select/breadcrumb.js';
import {hostName} from '../client/select/hosts.js';
import {keyNow} from '../client/select/key-now.js';
import {ownList} from '../client/select/list.js';
import {markedList, marksHere} from '../client/select/marks.js';
import {counts} from '../client/select/needs.js';
import {isOurs, serverWordings} from '../client/select/server.js';
import {spawnerMark} from '../client/select/spawner.js';
import type {State} from '../client/state/index.js';
import {type ListScreen, listScreens, openList, openScreen, type ScreenId} from '../client/state/screen.js';
import {clip, fit, fitNames, lineToDraw, widthOf} from '../client/text.js';
import {wordsOf} from './line.js';
import {partAt} from './part-at.js';
import {pictureOf} from './rows.js';
import {paint, type Style, type Theme} from './themes/theme.js';

type Part = {readonly text: string; readonly style: Style};

/** Who this is, what is going on, and whether it is still true; on a narrow terminal in fewer words. */
export const statusLine = (state: State, theme: Theme): string => {
	const {columns} = state.surroundings;
	const [name = nothing, working = nothing, ...waiting] = countParts(state, theme);
	const states = stateParts(state, theme);
	const ends = connectionParts(state, theme);
	const wordings = [
		[name, working, ...waiting],
		[name, ...waiting],
	].flatMap(begin => ends.map(end => [...begin, ...states, end]));
	// Why a connection is lost may be cut; that it is, and since when, may not.
	const fits = (parts: readonly Part[]): boolean => {
		const least = state.connection.phase === 'lost' ? {text: lostWords(state, theme), style: ''} : parts.at(-1);
		return widthOfParts([...parts.slice(0, -1), least ?? nothing]) <= columns;
	};
	const parts = theme.isSpoken ? wordings[0] : wordings.find(fits);
	return joined(parts ?? shortParts(state, theme), columns, theme);
};

const nothing: Part = {text: '', style: ''};

const widthOfParts = (parts: readonly Part[]): number =>
	parts.reduce((sum, {text}) => sum + widthOf(text), 2 * (parts.length - 1));

const countParts = (state: State, {text}: Theme): readonly Part[] => {
	const {working, needYou, unread} = counts(state);
	return [
		{text: 'maestro-tui', style: text.strong},
		{text: `${working} working`, style: ''},
		{text: `${needYou} need${needYou === 1 ? 's' : ''} you`, style: needYou > 0 ? text.attention : text.dim},
		{
			text: `${unread} ${whyLacking('receipts', state) === undefined ? 'unread' : 'new'}`,
			style: unread > 0 ? text.attention : text.dim,
		},
	];
};

/** What is not as it usually is. */
const stateParts = (state: State, {text}: Theme): readonly Part[] => [
	...(isReadOnly(state) ? [{text: 'read-only', style: text.attention}] : []),
	...(state.surroundings.isObserving ? [{text: 'observing', style: text.dim}] : []),
	...(spawnerMark(state) === undefined ? [] : [{text: spawnerMark(state) ?? '', style: text.attention}]),
	...(state.settings.values.quiet ? [{text: 'quiet', style: text.dim}] : []),
];

/** The name, a connection that is lost, and what waits for a person: the rest is known from the list. */
const shortParts = (state: State, theme: Theme): readonly Part[] => {
	const [name = nothing, , needYou = nothing, unread = nothing] = countParts(state, theme);
	const connection = shortConnection(state, theme);
	const states = stateParts(state, theme);
	if (state.connection.phase !== 'open') {
		return [name, connection, needYou, unread, ...states];
	}

	// That it is another server than one of ours matters more than how this app is called.
	const wordings = [connectionParts(state, theme).at(-2), connectionParts(state, theme).at(-1)].flatMap(end =>
		end === undefined || isOurs(state.connection)
			? []
			: [
					[name, needYou, unread, end],
					[needYou, unread, end],
				],
	);
	const shown = wordings.find(parts => widthOfParts(parts) <= state.surroundings.columns);
	return [...(shown ?? [name, needYou, unread, connection]), ...states];
};

const shortConnection = ({connection, surroundings}: State, {glyphs, text}: Theme): Part => {
	switch (connection.phase) {
		case 'starting': {
			return {text: lineToDraw(connection.text), style: text.dim};
		}

		case 'open': {
			return {text: glyphs.connected, style: text.dim};
		}

		case 'lost': {
			const age = ageOf(connection.at, surroundings.now);
			return {text: `${glyphs.lost} lost ${age === 'now' ? age : `${age} ago`}`, style: text.error};
		}

		case 'locked': {
			return {text: `${glyphs.lost} locked`, style: text.attention};
		}
	}
};

/** How things stand with the server, from the most words to the fewest. */
const connectionParts = (state: State, theme: Theme): readonly Part[] => {
	const {connection} = state;
	const {glyphs, text} = theme;
	switch (connection.phase) {
		case 'starting': {
			return [{text: lineToDraw(connection.text), style: text.dim}];
		}

		case 'open': {
			const names = connection.server === undefined ? [] : serverWordings(connection.server).map(lineToDraw);
			const wordings = [...names.slice(0, 1).map(name => `connected to ${name}`), ...names];
			return wordings.map(words => ({text: `${glyphs.connected} ${words}`, style: text.dim}));
		}

		case 'lost': {
			return [{text: `${lostWords(state, theme)}: ${lineToDraw(connection.reason)}`, style: text.error}];
		}

		case 'locked': {
			const host = lineToDraw(hostName(connection));
			const key = `${keyNow(state, 'server.log-in') ?? 'server.log-in'} logs in`;
			const old = connection.hasPicture ? `locked, ${pictureOf(connection.at, state.surroundings.now)}` : 'locked';
			const wordings = [`${old}: ${host} asks for a password, ${key}`, `${old}, ${key}`, `locked, ${key}`, 'locked'];
			return wordings.map(words => ({
				text: `${glyphs.lost} ${words}`,
				style: text.attention,
			}));
		}
	}
};

const lostWords = ({connection, surroundings}: State, {glyphs}: Theme): string => {
	const at = connection.phase === 'lost' && connection.hasPicture ? connection.at : undefined;
	return `${glyphs.lost} connection lost${at === undefined ? '' : `, ${pictureOf(at, surroundings.now)}`}`;
};

const titles: Readonly<Record<ScreenId, string>> = {
	sessions: 'Sessions',
	tasks: 'Tasks',
	projects: 'Projects',
	inbox: 'Inbox',
	thread: 'Thread',
	hold: 'Held exchange',
	search: 'Search',
	stats: 'Statistics',
	compose: 'Message',
	dispatch: 'Dispatch',
	log: 'Log',
	timeline: 'History',
	hosts: 'Hosts',
	docs: 'Documents',
	doc: 'Document',
	members: 'Team members',
	details: 'Details',
	peek: 'Peek',
	menu: 'Choose',
	settings: 'Settings',
	help: 'Keys',
	palette: 'Find',
};

/** The lists, the open one marked, and what is open above it. */
export const tabsLine = (state: State, theme: Theme): string => {
	const {text} = theme;
	const list = openList(state.screen);
	const opened = theme.isSpoken ? `${titles[list]} open` : `[${titles[list]}]`;
	const tab = (id: ListScreen): Part =>
		id === list ? {text: opened, style: text.accent} : {text: ` ${titles[id]} `, style: text.dim};
	const shown = ownList(state);
	const filter = shown === undefined ? '' : (state.screen.filters[shown] ?? '');
	const filtered: readonly Part[] = [
		...(filter === '' ? [] : [{text: `filter: ${lineToDraw(filter)}`, style: text.attention}]),
		...arrangementWords(state).map(words => ({text: words, style: text.dim})),
	];
	const isWide = openScreen(state.screen) === 'inbox' && state.screen.scope === 'all';
	const scope: readonly Part[] = isWide ? [{text: "everyone's", style: text.accent}] : [];
	const count = marksHere(state).size;
	const marked: readonly Part[] =
		markedList(state) === undefined || count === 0 ? [] : [{text: `${count} marked`, style: text.attention}];
	return lineWith(listScreens.map(tab), crumbsOf(state), [...scope, ...marked, ...filtered], {
		columns: state.surroundings.columns,
		list,
		theme,
	});
};

/** The list whose tab is in a column. */
export const tabAt = (state: State, theme: Theme, column: number): ListScreen | undefined => {
	const part = partAt(tabsLine(state, theme), column).replace(/^\[(.*)\]$/, '$1');
	return listScreens.find(id => titles[id] === part);
};

/** The lists and what is open above them; where there is no room for all of it, the way from the open list to what is open. */
const lineWith = (
	tabs: readonly Part[],
	crumbs: readonly Crumb[],
	rest: readonly Part[],
	{columns, list, theme}: {readonly columns: number; readonly list: ListScreen; readonly theme: Theme},
): string => {
	const {glyphs, text} = theme;
	const names = crumbs.flatMap(({about, screen}) => [...(about === undefined ? [] : [about]), titles[screen]]);
	const all = [...tabs, ...names.map((name): Part => ({text: `${glyphs.into} ${name}`, style: text.accent})), ...rest];
	if (theme.isSpoken || names.length + rest.length === 0 || widthOfParts(all) <= columns) {
		return joined(all, columns, theme);
	}

	// That not all rows are shown matters more than which other lists there are.
	if (names.length === 0) {
		return joined([...tabs.slice(listScreens.indexOf(list)).slice(0, 1), ...rest], columns, theme);
	}

	const way = fitNames([titles[list], ...names], ` ${glyphs.into} `, columns, glyphs.ellipsis);
	return joined([{text: way, style: text.accent}, ...rest], columns, theme);
};

/** Parts side by side, as many as fit; read aloud, all of them. */
const joined = (parts: readonly Part[], columns: number, {isSpoken}: Theme): string => {
	if (isSpoken) {
		return wordsOf(parts.map(({text}) => text));
	}

	let room = columns;
	const drawn = parts.map(({text, style}, index) => {
		const gap = index === 0 ? '' : '  ';
		const shown = clip(gap + text, room);
		room -= widthOf(shown);
		return paint(style, shown);
	});
	return drawn.join('') + fit('', room);
};
