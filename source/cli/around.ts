import type {MultiplexerBadge} from '../client/feeds/multiplexer-badge.js';
import {run} from '../system/run.js';
import {createBadge} from '../tmux/badge.js';
import {insideOf} from '../tmux/inside.js';
import {throughTmux} from '../tmux/passthrough.js';
import {serverIn as zellijIn} from '../zellij/inside.js';

type Around = {
	readonly badge: MultiplexerBadge | {readonly why: string};
	/** Makes of a sequence what brings it to the terminal around the multiplexer. */
	readonly throughMultiplexer: (sequence: string) => string;
};

/** What the multiplexer that this terminal is in can do for the screen. */
export const aroundOf = (environment: Readonly<Record<string, string | undefined>>): Around => {
	const tmux = insideOf(environment);
	if (tmux !== undefined) {
		return {badge: createBadge({run, socket: tmux.socket}), throughMultiplexer: throughTmux};
	}

	const why =
		zellijIn(environment) === undefined
			? 'this terminal is in no multiplexer; start the app in tmux, or switch the badge off'
			: 'zellij has no place for a number in its status line; switch the badge off';
	return {badge: {why}, throughMultiplexer: sequence => sequence};
};
