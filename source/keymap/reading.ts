import {detailsLines} from '../client/select/details.js';
import {countDocRows} from '../client/select/doc.js';
import {holdLines} from '../client/select/hold.js';
import {layoutOf} from '../client/select/layout.js';
import {statsLines} from '../client/select/stats.js';
import {firstLine, threadLines} from '../client/select/thread.js';
import type {State} from '../client/state/index.js';
import {endOfText, openScreen} from '../client/state/screen.js';
import type {Scope} from './binding.js';
import {halfPage} from './selection.js';

/** How far a text that is longer than the screen can be scrolled. */
const lastScroll = (state: State, count: number): number => Math.max(0, count - layoutOf(state).body.rows);

const lines = (state: State): number => {
	switch (openScreen(state.screen)) {
		case 'hold': {
			return holdLines(state).length;
		}

		case 'doc': {
			return countDocRows(state);
		}

		case 'stats': {
			return statsLines(state).length;
		}

		case 'details': {
			return detailsLines(state).length;
		}

		default: {
			return threadLines(state).length;
		}
	}
};

/** Whoever is at the end stays there when the text grows. */
const scrollTo = (state: State, to: number) =>
	({event: 'text:scrolled', data: {to: to >= lastScroll(state, lines(state)) ? endOfText : Math.max(0, to)}}) as const;

const by = (state: State, rows: number) => scrollTo(state, firstLine(state, lines(state)) + rows);

/** What every text that is read can do. */
export const readingKeys: Scope = {
	title: 'Reading',
	bindings: [
		{
			id: 'text.down',
			keys: ['j', 'down'],
			help: 'Scroll down',
			repeats: true,
			run: ({state, send}) => send(by(state, 1)),
		},
		{
			id: 'text.up',
			keys: ['k', 'up'],
			help: 'Scroll up',
			repeats: true,
			run: ({state, send}) => send(by(state, -1)),
		},
		{
			id: 'text.page-down',
			keys: ['ctrl+d', 'pagedown', 'space'],
			help: 'Scroll half a page down',
			repeats: true,
			run: ({state, send}) => send(by(state, halfPage(state))),
		},
		{
			id: 'text.page-up',
			keys: ['ctrl+u', 'pageup'],
			help: 'Scroll half a page up',
			repeats: true,
			run: ({state, send}) => send(by(state, -halfPage(state))),
		},
		{
			id: 'text.top',
			keys: ['g g', 'home'],
			help: 'Go to the start',
			run: ({state, send}) => send(scrollTo(state, 0)),
		},
		{
			id: 'text.bottom',
			keys: ['G', 'end'],
			help: 'Go to the end',
			run: ({state, send}) => send(scrollTo(state, endOfText)),
		},
	],
};
