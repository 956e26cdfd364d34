import type {State} from '../state/index.js';
import {wantedOf} from './wanted.js';

/** Whether something takes its time that was asked for, or that has to be there before anything can be shown. */
export const isGoingOn = (state: State): boolean => {
	const {connection, notice} = state;
	return (
		notice?.tone === 'busy' || (!connection.hasPicture && connection.phase !== 'lost') || wantedOf(state).length > 0
	);
};
