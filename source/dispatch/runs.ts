import {hasEnded, type Session, type TimelineEntry} from '../domain/session.js';

/**
What dispatching needs of whoever keeps the sessions.
*/
export type Runs = {
	readonly all: () => readonly Session[];
	readonly find: (id: string) => Session | undefined;
	readonly add: (session: Session) => Promise<Session>;
	readonly change: (id: string, change: (session: Session) => Session) => Promise<Session>;
	readonly remove: (id: string) => Promise<void>;
	readonly newEntry: (entry: Omit<TimelineEntry, 'id' | 'timestamp'>) => TimelineEntry;
};

/**
The newest session of a task in a mode, one that goes on before one that has ended.
*/
export const latestRun = (runs: Pick<Runs, 'all'>, taskId: string, mode: string): Session | undefined =>
	runs
		.all()
		.filter(({run}) => run?.taskId === taskId && run.mode === mode)
		.sort((a, b) => Number(hasEnded(a)) - Number(hasEnded(b)) || b.startedAt - a.startedAt)[0];
