import {can} from '../cannot.js';
import type {State} from '../state/index.js';
import type {SpawnerRole} from '../state/spawner.js';

type Known = Pick<State, 'spawner' | 'connection'>;

/** The part that this app has in opening the windows of the server that is connected to, or was until the connection was lost. */
export const spawnerPart = ({spawner: {of}, connection}: Known): SpawnerRole | undefined =>
	of !== undefined && of.url === connection.server?.url && can({connection}, 'orders') ? of : undefined;

/** Whether the operator is asked who opens them. */
export const asksForWindows = (state: Known): boolean =>
	spawnerPart(state)?.role === 'asking' && state.connection.phase === 'open' && state.connection.hasPicture;

/** The same in a word or two for the header; nothing where it is as it usually is. */
export const spawnerMark = (state: Known): string | undefined => {
	switch (spawnerPart(state)?.role) {
		case 'asking':
		case 'none': {
			return 'opens no windows';
		}

		case 'standby': {
			return 'stands by';
		}

		default: {
			return undefined;
		}
	}
};

/** Who opens the server's windows, in a sentence without a full stop; nothing for a server that does so itself. */
export const spawnerWords = (state: Known): string | undefined => {
	const part = spawnerPart(state);
	switch (part?.role) {
		case undefined: {
			return undefined;
		}

		case 'host': {
			return `opened by this app${othersWords(part)}`;
		}

		case 'asking': {
			return `not opened by this app before you say so${part.isStrange === true ? '; you have not named the server, and it may be another user’s' : ''}${othersWords(part)}`;
		}

		case 'standby': {
			return `opened by another maestro-tui on this machine${part.holder === undefined ? '' : `, process ${part.holder}`}; this one stands by`;
		}

		case 'observing': {
			return 'not opened by this app, which only watches';
		}

		case 'none': {
			return part.problem === undefined
				? 'not opened by this app, as you said'
				: `cannot be opened by this app: ${part.problem}`;
		}
	}
};

const othersWords = ({others}: SpawnerRole): string => {
	switch (others) {
		case 0: {
			return '';
		}

		case undefined: {
			return '; whether another program watches the server, and may open them, is not known';
		}

		default: {
			return `; ${others === 1 ? 'another program watches' : `${others} other programs watch`} the server, and may open them, too`;
		}
	}
};

/** What the operator is asked, from the most words to the fewest. */
export const windowQuestions = (state: Known): readonly string[] =>
	spawnerPart(state)?.isStrange === true ? ofStrangers : ofOthers;

const ofStrangers: readonly string[] = [
	"You have not named this server, it may be another user's, and it says which programs run. Open agents' windows from here?",
	"This server may be another user's, and says which programs run. Open agents' windows here?",
	"It may be another user's server. Open agents' windows from here?",
	"Open agents' windows from here?",
];

const ofOthers: readonly string[] = [
	"Another program watches this server and may open terminals itself, for a second agent on each session. Open agents' windows from here?",
	"Another program may open terminals for this server. Open agents' windows from here?",
	"Open agents' windows from here?",
];

/** Why it cannot be chosen now who opens them. */
export const whyNoChoice = (state: Known): string | undefined => {
	const part = spawnerPart(state);
	switch (part?.role) {
		case 'standby': {
			const who = part.holder === undefined ? 'Another maestro-tui' : `The maestro-tui with process ${part.holder}`;
			return `${who} opens them on this machine; quit that one, or let it leave them to others (:spawner there)`;
		}

		case 'observing': {
			return 'This app only watches, and opens nothing';
		}

		case undefined: {
			return 'Who opens its windows is not known yet';
		}

		default: {
			return undefined;
		}
	}
};
