import type {z} from 'zod';
import {messageStatuses} from '../domain/message.js';
import type {messageStats} from '../protocol/messages.js';
import {facts, flow} from './layout.js';
import {moment, took} from './moment.js';

type Statistics = z.output<typeof messageStats.answer>;

type Reader = {
	/** The moment that they begin at, where one was given. */
	readonly since: number | undefined;
	readonly columns: number;
};

/** Figures about messages, for people. */
export const statistics = (
	{total, byStatus, byDay, successRate, toDelivered, toAnswer, routes}: Statistics,
	{since, columns}: Reader,
): string => {
	const span = since === undefined ? '' : ` since ${moment(since)}`;
	const rows = [
		['messages', `${total}${span}`],
		...messageStatuses.map(status => [status, String(byStatus[status] ?? 0)] as const),
		[
			'arrived',
			successRate === undefined ? 'nothing is known yet' : `${percent(successRate)} of those whose fate is known`,
		],
		['to delivered', timesOf(toDelivered)],
		['to an answer', timesOf(toAnswer)],
	] as const;
	const parts = [
		facts(rows, columns),
		byDay.length === 0
			? []
			: [
					'Each day (UTC)',
					...facts(
						byDay.map(({day, count}) => [day, String(count)]),
						columns,
					),
				],
		routes.length === 0
			? []
			: [
					'Most of them',
					...routes.flatMap(({from, to, count}) => flow([String(count), `from ${from}`, `to ${to}`], columns)),
				],
	];
	return parts
		.filter(({length}) => length > 0)
		.map(lines => lines.join('\n'))
		.join('\n\n');
};

const percent = (rate: number): string => `${(rate * 100).toFixed(1)} %`;

const timesOf = ({count, medianMs, p95Ms}: Statistics['toDelivered']): string =>
	medianMs === undefined || p95Ms === undefined
		? 'none yet'
		: `half within ${took(medianMs)}, 95 % within ${took(p95Ms)} (of ${count})`;
