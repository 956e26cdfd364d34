import type {Run} from '../domain/run.js';
import {hasEnded, type Session, type TimelineEntry} from '../domain/session.js';
import type {Order} from './order.js';

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

/** The run that an order becomes, before it has a window. */
export const runOf = (
	{task, mode, agent, directory, extras, words, limits, permission = mode.permission}: Order,
	{id, startedAt}: Pick<Run, 'id' | 'startedAt'>,
): Run => ({
	id,
	taskId: task.id,
	mode: mode.id,
	agent: agent.id,
	isHeadless: mode.isHeadless,
	startedAt,
	directory,
	permission,
	extras,
	words,
	atEnd: mode.atEnd,
	...(mode.isHeadless ? {limits} : {}),
});
