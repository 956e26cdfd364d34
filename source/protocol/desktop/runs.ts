import type {z} from 'zod';
import {MaestroError} from '../../domain/errors.js';
import {hasEnded, noted} from '../../domain/session.js';
import type {Call} from '../call.js';
import type {runStatus} from '../dispatch.js';
import {listSessions} from '../sessions.js';
import {modeOf, modeThere} from './spawn.js';

/**
How the newest session of a task stands that was started in a mode, as our own servers say it of a run. A desktop server keeps no runs, and how
a program ended nobody tells it.
*/
export const statusOfRun = async (
	call: Call,
	taskId: string,
	mode: string,
): Promise<z.input<typeof runStatus.answer>> => {
	const wanted = modeThere(mode);
	const newest = (await call(listSessions, {query: {taskId, fields: 'full'}}))
		.filter(session => modeOf(session) === wanted || noted(session, 'teamMemberId') === wanted)
		.reduce<z.output<typeof listSessions.answer>[number] | undefined>(
			(a, b) => (a === undefined || b.startedAt > a.startedAt ? b : a),
			undefined,
		);
	if (newest === undefined) {
		throw new MaestroError(
			'run-not-found',
			`No session works on ${taskId} in ${mode}; maestro session list shows those there are`,
		);
	}

	const {id, startedAt, completedAt} = newest;
	const ended = hasEnded(newest);
	return {
		...{session: id, running: !ended, headless: false, startedAt},
		...(ended && typeof completedAt === 'number' ? {endedAt: completedAt} : {}),
	};
};
