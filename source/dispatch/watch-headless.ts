import path from 'node:path';
import type {Session} from '../domain/session.js';
import type {Clock} from '../system/clock.js';
import type {Paths} from '../system/paths.js';
import type {Headless, HeadlessState} from './headless.js';
import type {Runs} from './runs.js';
import type {EndedHow, Seen} from './watch.js';

type Options = {
	readonly headless: Pick<Headless, 'look'>;
	readonly runs: Pick<Runs, 'change'>;
	/** Keeps that a run has ended. */
	readonly end: (session: Session, how: EndedHow) => Promise<void>;
	readonly began: Seen;
	readonly paths: Pick<Paths, 'runs'>;
	readonly clock: Clock;
};

/**
Compares what the folders of headless runs say with what is known of them.
*/
export const createHeadlessWatch = ({headless, runs, end, began, paths, clock}: Options) => {
	const settle = async (session: Session, found: HeadlessState): Promise<void> => {
		switch (found.state) {
			case 'starting': {
				return;
			}

			case 'running': {
				// Its hooks say more; an agent without hooks says nothing at all.
				if (session.activity?.state === 'starting') {
					await runs.change(session.id, began({at: clock(), detail: `process ${found.pid}`}));
				}

				return;
			}

			case 'ended': {
				const {endedAt: at, exitCode, signal, limit} = found;
				const known = limit === undefined ? session : await runs.change(session.id, now => because(limit, now));
				await end(known, {at, exitCode, signal, source: 'process'});
				return;
			}

			case 'lost': {
				await end(session, {isLost: true, source: 'process', at: clock()});
			}
		}
	};

	return {
		folderOf: ({run}: Session): string => path.join(paths.runs, run?.id ?? ''),
		async look(sessions: readonly Session[]): Promise<void> {
			for (const session of sessions) {
				await settle(session, await headless.look(path.join(paths.runs, session.run?.id ?? '')));
			}
		},
	};
};

const because = (limit: keyof NonNullable<NonNullable<Session['run']>['limits']>, session: Session): Session => {
	const {run} = session;
	if (run === undefined) {
		return session;
	}

	const {minutes = 0, outputBytes = 0} = run.limits ?? {};
	const words =
		limit === 'minutes'
			? `ended by its limit of ${minutes} minutes`
			: `ended by its limit of ${Math.round(outputBytes / 1024 / 1024)} MB of output`;
	return {...session, run: {...run, reason: words}};
};
