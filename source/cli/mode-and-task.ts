import {MaestroError} from '../domain/errors.js';

/** The mode and the task that a command is about; `advice` says where they are found. */
export const modeAndTask = (
	input: readonly string[],
	verb: string,
	advice?: string,
): {readonly mode: string; readonly id: string} => {
	const [mode, id, ...more] = input;
	if (mode === undefined || id === undefined || more.length > 0) {
		const behind = advice === undefined ? '' : `; ${advice}`;
		throw new MaestroError('malformed', `Expected a mode and a task: maestro ${verb} MODE TASK${behind}`);
	}

	return {mode, id};
};
