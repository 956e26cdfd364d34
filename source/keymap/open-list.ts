import {listOf} from '../client/select/list.js';
import type {State} from '../client/state/index.js';
import {openScreen} from '../client/state/screen.js';
import {help, palette} from './index.js';

/** The list that is open, whoever knows its rows. */
export const openList = (state: State): ReturnType<typeof listOf> => {
	switch (openScreen(state.screen)) {
		case 'help': {
			return {list: 'help', rows: help.rows(state)};
		}

		case 'palette': {
			return {list: 'palette', rows: palette.rows(state)};
		}

		default: {
			return listOf(state);
		}
	}
};
