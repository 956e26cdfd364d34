import type {State} from '../state/index.js';
import {keyOfSource, type Source} from '../state/source.js';
import type {Timeline, TimelineOf} from '../state/timeline.js';

/** Something that was opened, and is not here yet. */
export type Wanted =
	| {
			readonly kind: 'messages';
			readonly key: string;
			readonly of: Source;
			readonly round: number;
			readonly before: number | undefined;
	  }
	| {readonly kind: 'modes'; readonly key: string; readonly round: number; readonly taskId: string}
	| {readonly kind: 'timeline'; readonly key: string; readonly round: number; readonly of: TimelineOf}
	| {readonly kind: 'host'; readonly key: string; readonly round: number}
	| {readonly kind: 'templates' | 'stats' | 'agents'; readonly key: string};

/** All that has to be fetched now; nothing while there is no connection. */
export const wantedOf = ({
	connection,
	fetched,
	templates,
	stats,
	modes,
	agents,
	timeline,
	host,
}: State): readonly Wanted[] =>
	connection.phase === 'open'
		? [
				...Object.values(fetched)
					.filter(({phase}) => phase === 'asked')
					.map(
						({of, round, before}) =>
							({kind: 'messages', key: `${keyOfSource(of)} ${round}`, of, round, before}) as const,
					),
				...(templates?.phase === 'asked' ? [{kind: 'templates', key: 'templates'} as const] : []),
				...(modes?.phase === 'asked'
					? [
							{
								kind: 'modes',
								key: `modes ${modes.taskId} ${modes.round}`,
								round: modes.round,
								taskId: modes.taskId,
							} as const,
						]
					: []),
				...(agents?.phase === 'asked' ? [{kind: 'agents', key: 'agents'} as const] : []),
				...(timeline?.phase === 'asked' ? [timelineWanted(timeline)] : []),
				...(host?.phase === 'asked' ? [{kind: 'host', key: `host ${host.round}`, round: host.round} as const] : []),
				...(stats?.phase === 'asked' ? [{kind: 'stats', key: 'stats'} as const] : []),
			]
		: [];

const timelineWanted = ({of, round}: Timeline): Wanted => ({kind: 'timeline', key: `timeline ${round}`, of, round});
