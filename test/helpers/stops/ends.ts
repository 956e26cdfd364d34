import {expect} from 'vitest';
import type {Session} from '../../../source/domain/session.js';
import {goTo, type Stop, select} from './stop.js';

/** After them the agent in a window is another one. */
export const endStops: readonly Stop[] = [
	{
		title: 'the ends of runs',
		async visit(tour, {builder, comesTo}) {
			const {press, shows, type, hides} = tour;
			const status = async (wanted: string) =>
				comesTo<Session>(`/api/sessions/${builder.id}`, session => expect(session.status).toBe(wanted));
			await goTo(tour, 'Sessions');
			await select(tour, 'Mend');
			await press('session.stop-soon');
			await shows(/Stops|stops|10 s/);
			await press('undo.take');
			await shows(/back/);
			await press('session.stop');
			await shows(/Mend the door/);
			await type('Mend the door');
			await press('field.submit');
			await status('stopped');
			await shows(/stopped/);
			await press('session.resume');
			await status('idle');
			await select(tour, 'idle');
			await press('session.restart');
			await shows(/y or n/);
			await press('confirm.no');
			await hides(/y or n/);
			await press('session.restart');
			await press('confirm.yes');
			await shows('stopped');
			await shows(/idle +Mend/, /stopped/);
			await select(tour, 'stopped');
			await press('session.archive');
			await hides('stopped');
		},
	},
];
