import {MaestroError} from '../domain/errors.js';
import type {Run} from '../system/run.js';

/** The user option that a status line shows with `#{@maestro_needs}`; it is not set where nothing is counted. */
export const badgeOption = '@maestro_needs';

/**
A number that the status line of a tmux server can show, for all its sessions.
*/
export const createBadge = ({run, socket}: {readonly run: Run; readonly socket: string}) => {
	const setOption = async (...args: readonly string[]): Promise<void> => {
		const {exitCode, stderr} = await run('tmux', ['-u', '-S', socket, 'set-option', ...args]);
		if (exitCode !== 0) {
			throw new MaestroError(
				'multiplexer-failed',
				`Expected tmux at ${socket} to take ${badgeOption}, and it did not: ${stderr.trim()}`,
			);
		}
	};

	return {
		show: async (count: number): Promise<void> => setOption('-g', badgeOption, String(count)),
		clear: async (): Promise<void> => setOption('-gu', badgeOption),
	};
};
