import type {ClientEvent} from '../client/event.js';
import {openLog, topOfLog} from '../client/select/log.js';
import {type LogTarget, targetOf} from '../client/select/log-jump.js';
import type {State} from '../client/state/index.js';

/** Characters that the server looks for at most. */
const longestSought = 200;

export const whyNotLook = (text: string): string | undefined =>
	text.length > longestSought ? `At most ${longestSought} characters can be looked for` : undefined;

/** A search from what is shown on. Blanks around the text count. */
export const lookInLog = (text: string, state: State): readonly ClientEvent[] => [
	{event: 'log:sought', data: {text, isBackwards: false, from: topOfLog(state)?.at ?? 0}},
];

const target = (text: string, state: State): LogTarget => {
	const log = openLog(state);
	return log?.facts === undefined ? {problem: 'The log is not open yet'} : targetOf(text, log, state.surroundings.now);
};

export const whyNotJump = (text: string, state: State): string | undefined => {
	const found = target(text, state);
	return 'problem' in found ? found.problem : undefined;
};

/** Shows what was printed from the time on, or so far into the log. */
export const jumpInLog = (text: string, state: State): readonly ClientEvent[] => {
	const found = target(text, state);
	const size = openLog(state)?.size ?? 0;
	return 'problem' in found
		? []
		: [{event: 'log:moved', data: {to: found.at >= size ? 'end' : {at: found.at, row: 0}, size}}];
};
