import {messageStatuses} from '../../domain/message.js';
import type {MessageStats} from '../../protocol/messages.js';
import {derive} from '../state/derive.js';
import type {State} from '../state/index.js';
import type {Sessions} from '../state/sessions.js';
import {fit, lineToDraw, wrapWords} from '../text.js';
import {nameOf} from './names.js';

type StatsLine = {readonly kind: 'title' | 'row' | 'gap'; readonly text: string};

/** The statistics of messages as lines, or why there are none. */
export const statsLines = derive(
	[(state: State) => state.stats, state => state.sessions, state => state.surroundings.columns],
	(stats, sessions, columns): readonly StatsLine[] => {
		switch (stats?.phase) {
			case 'there': {
				return linesOf(stats.value, sessions, columns);
			}

			case 'failed': {
				return wrapWords(`The statistics could not be fetched: ${lineToDraw(stats.reason)}`, columns).map(row);
			}

			default: {
				return [row('Counting…')];
			}
		}
	},
);

const row = (text: string): StatsLine => ({kind: 'row', text});
const title = (text: string): readonly StatsLine[] => [
	{kind: 'gap', text: ''},
	{kind: 'title', text},
];

const linesOf = (stats: MessageStats, sessions: Sessions, columns: number): readonly StatsLine[] => {
	const {total, byStatus, byDay, successRate, toDelivered, toAnswer, routes} = stats;
	const busiest = Math.max(1, ...byDay.map(({count}) => count));
	const names = routes.map(({from, to}) => `${nameOf(sessions, from)} to ${nameOf(sessions, to)}`);
	const room = Math.max(10, columns - 24);
	return [
		{kind: 'title', text: `${number(total)} ${total === 1 ? 'message is' : 'messages are'} kept`},
		row(messageStatuses.map(status => `${number(byStatus[status] ?? 0)} ${status}`).join(', ')),
		row(
			successRate === undefined
				? 'Of none is known how it ended'
				: `${percent(successRate)} of those whose fate is known were delivered`,
		),
		...title('How long it took'),
		row(`to be delivered  ${spreadOf(toDelivered)}`),
		row(`to be answered   ${spreadOf(toAnswer)}`),
		...title('By day (UTC)'),
		...(byDay.length === 0 ? [row('No day had any')] : []),
		...byDay.map(({day, count}) =>
			row(`${lineToDraw(day)} ${number(count).padStart(8)}  ${'='.repeat(Math.ceil((count / busiest) * room))}`),
		),
		...title('The busiest ways'),
		...(routes.length === 0 ? [row('Nobody wrote to anybody')] : []),
		...routes.map(({count}, index) => row(`${number(count).padStart(8)}  ${fit(names[index] ?? '', room).trimEnd()}`)),
	];
};

const number = (value: number): string => value.toLocaleString('en');

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

const spreadOf = ({count, medianMs, p95Ms}: MessageStats['toAnswer']): string =>
	count === 0 || medianMs === undefined || p95Ms === undefined
		? 'of none is it known'
		: `half of them within ${duration(medianMs)}, 95 of 100 within ${duration(p95Ms)} (${number(count)} ${count === 1 ? 'message' : 'messages'})`;

const units: ReadonlyArray<readonly [name: string, milliseconds: number]> = [
	['h', 3_600_000],
	['min', 60_000],
	['s', 1000],
];

/** In the largest unit that is not below one: `420 ms`, `3.2 s`, `12 min`. */
const duration = (milliseconds: number): string => {
	const [name, unit] = units.find(([, least]) => milliseconds >= least) ?? ['ms', 1];
	const value = milliseconds / unit;
	return `${value < 10 && unit > 1 ? value.toFixed(1) : Math.round(value)} ${name}`;
};
