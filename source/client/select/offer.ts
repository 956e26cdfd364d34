import type {State} from '../state/index.js';
import {openOffer} from './projects.js';
import {asksForWindows} from './spawner.js';

/** What is offered below the tabs: one thing at a time. */
export const offered = (state: State): 'windows' | 'folder' | 'none' => {
	if (asksForWindows(state)) {
		return 'windows';
	}

	return openOffer(state) === undefined ? 'none' : 'folder';
};
