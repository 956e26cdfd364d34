import {counts} from '../client/select/needs.js';
import {serverLabel} from '../client/select/server.js';
import type {State} from '../client/state/index.js';
import {type ListScreen, listScreens, openList, openScreen, type ScreenId} from '../client/state/screen.js';
import {clip, fit, lineToDraw, widthOf} from '../client/text.js';
import {pictureOf} from './rows.js';
import {paint, type Style, type Theme} from './themes/theme.js';

type Part = {readonly text: string; readonly style: Style};

/** Who this is, what is going on, and whether it is still true. */
export const statusLine = (state: State, theme: Theme): string => {
	const {working, needYou, unread} = counts(state);
	const {text} = theme;
	return joined(
		[
			{text: 'maestro-tui', style: text.strong},
			{text: `${working} working`, style: ''},
			{text: `${needYou} need${needYou === 1 ? 's' : ''} you`, style: needYou > 0 ? text.attention : text.dim},
			{text: `${unread} unread`, style: unread > 0 ? text.attention : text.dim},
			connectionPart(state, theme),
		],
		state.surroundings.columns,
	);
};

const connectionPart = ({connection, surroundings}: State, {glyphs, text}: Theme): Part => {
	switch (connection.phase) {
		case 'starting': {
			return {text: lineToDraw(connection.text), style: text.dim};
		}

		case 'open': {
			return {text: `${glyphs.connected} connected ${lineToDraw(serverLabel(connection))}`, style: text.dim};
		}

		case 'lost': {
			const picture = connection.hasPicture ? `, ${pictureOf(connection.at, surroundings.now)}` : '';
			return {text: `${glyphs.lost} connection lost${picture}: ${lineToDraw(connection.reason)}`, style: text.error};
		}
	}
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
	help: 'Keys',
};

/** The lists, the open one marked, and what is open above it. */
export const tabsLine = (state: State, {glyphs, text}: Theme): string => {
	const list = openList(state.screen);
	const tab = (id: ListScreen): Part =>
		id === list ? {text: `[${titles[id]}]`, style: text.accent} : {text: ` ${titles[id]} `, style: text.dim};
	const above = state.screen.stack
		.slice(1)
		.map((id): Part => ({text: `${glyphs.into} ${titles[id]}`, style: text.accent}));
	const filter = openScreen(state.screen) === list ? (state.screen.filters[list] ?? '') : '';
	const filtered: readonly Part[] =
		filter === '' ? [] : [{text: `filter: ${lineToDraw(filter)}`, style: text.attention}];
	const isWide = openScreen(state.screen) === 'inbox' && state.screen.scope === 'all';
	const scope: readonly Part[] = isWide ? [{text: "everyone's", style: text.accent}] : [];
	return joined([...listScreens.map(tab), ...above, ...scope, ...filtered], state.surroundings.columns);
};

/** Parts side by side, as many as fit. */
const joined = (parts: readonly Part[], columns: number): string => {
	let room = columns;
	const drawn = parts.map(({text, style}, index) => {
		const gap = index === 0 ? '' : '  ';
		const shown = clip(gap + text, room);
		room -= widthOf(shown);
		return paint(style, shown);
	});
	return drawn.join('') + fit('', room);
};
