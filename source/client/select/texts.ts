import type {PromptNote} from '../../domain/prompt-note.js';
import {momentAndAge} from '../age.js';
import type {State} from '../state/index.js';
import {lineToDraw} from '../text.js';
import type {Fact} from './facts.js';

/** Those that a person has to look at first. */
export const textsThatWait = ({spawner}: Pick<State, 'spawner'>, sessionId: string): readonly PromptNote[] =>
	spawner.texts.filter(({sessionId: of, fate}) => of === sessionId && fate.state === 'waiting' && fate.needsPerson);

/** So many of the last ones are told of. */
const mostTexts = 5;

/** What was to be written into the window of a session, and what became of it, the newest last. */
export const textFacts = (texts: readonly PromptNote[], sessionId: string, now: number): readonly Fact[] =>
	texts
		.filter(note => note.sessionId === sessionId)
		.sort((a, b) => a.at - b.at)
		.slice(-mostTexts)
		.map(({words, fate}): Fact => ['Text', `"${beginning(words)}" ${fateWords(fate, now)}`]);

/** Characters of a text by which a person knows it. */
const mostWords = 60;

export const beginning = (words: string): string => {
	const line = lineToDraw(words.split('\n', 1)[0] ?? '');
	return line.length > mostWords ? `${line.slice(0, mostWords)}…` : line;
};

const fateWords = (fate: PromptNote['fate'], now: number): string => {
	switch (fate.state) {
		case 'waiting': {
			return `waits: ${fate.why}`;
		}

		case 'typed': {
			return `was written there at ${momentAndAge(fate.at, now)}`;
		}

		case 'shown': {
			return `was shown at ${momentAndAge(fate.at, now)}, by ${fate.via}`;
		}

		case 'lost': {
			return `is lost since ${momentAndAge(fate.at, now)}: ${fate.why}`;
		}

		case 'unknown': {
			return `may not be there: ${fate.why}`;
		}
	}
};
