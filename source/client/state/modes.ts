import type {ClientEvent, ModeChoice, ModeProblem} from '../event.js';
import type {ScreenId} from './screen.js';

/** The modes that a task can be dispatched in. Until an answer is there the old ones are shown. */
export type TaskModes = {
	readonly taskId: string;
	readonly phase: 'asked' | 'there' | 'failed';
	/** Counts how often they were asked for, so that an answer to an earlier time is told from the one that is waited for. */
	readonly round: number;
	/** Why it failed. */
	readonly reason: string;
	readonly modes: readonly ModeChoice[];
	readonly problems: readonly ModeProblem[];
};

/** They are files of people's, so they are asked for when a dispatch is opened, and again whenever they are not as they were. */
export const updateModes = (
	modes: TaskModes | undefined,
	event: ClientEvent,
	stack: readonly ScreenId[],
): TaskModes | undefined => {
	switch (event.event) {
		case 'dispatch:opened': {
			const {taskId} = event.data;
			const round = (modes?.round ?? 0) + 1;
			return {...(modes?.taskId === taskId ? modes : noModes), taskId, phase: 'asked', round, reason: ''};
		}

		case 'modes:changed':
		case 'snapshot': {
			return modes === undefined || !stack.includes('dispatch')
				? modes
				: {...modes, phase: 'asked', round: modes.round + 1};
		}

		case 'modes:found': {
			const {round, ...found} = event.data;
			return modes?.round === round ? {...modes, ...found, phase: 'there'} : modes;
		}

		case 'modes:failed': {
			return modes?.round === event.data.round ? {...modes, phase: 'failed', reason: event.data.reason} : modes;
		}

		default: {
			return modes;
		}
	}
};

const noModes = {modes: [], problems: []};
