import {offered} from '../client/select/offer.js';
import {openOffer} from '../client/select/projects.js';
import {windowQuestions} from '../client/select/spawner.js';
import type {State} from '../client/state/index.js';
import {clip, lineToDraw, widthOf} from '../client/text.js';
import {keyOf} from './keys.js';
import {paint, type Theme} from './themes/theme.js';

/** What is offered below the tabs, and the keys that answer it. */
export const offerLine = (state: State, {text}: Theme): string | undefined => {
	const {columns} = state.surroundings;
	const wordings = wordingsOf(state);
	const shortest = wordings.at(-1);
	// Which keys answer it is worth more than all of the question.
	return shortest === undefined
		? undefined
		: paint(text.attention, clip(wordings.find(line => widthOf(line) <= columns) ?? shortest, columns));
};

const wordingsOf = (state: State): readonly string[] => {
	const {keys} = state.settings.values;
	switch (offered(state)) {
		case 'windows': {
			const answers = `${keyOf('windows.open', keys)} opens them, ${keyOf('windows.leave', keys)} leaves them.`;
			return windowQuestions(state).map(question => `${question} ${answers}`);
		}

		case 'folder': {
			const {directory = '', name = ''} = openOffer(state) ?? {};
			const answers = `${keyOf('offer.accept', keys)} adds it, ${keyOf('offer.decline', keys)} leaves it.`;
			return [directory, name].map(folder => `Add ${lineToDraw(folder)} as a project? ${answers}`);
		}

		case 'none': {
			return [];
		}
	}
};
