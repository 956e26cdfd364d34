import {expect, test} from 'vitest';
import {everybody, sessionOf} from '../../helpers/parties.js';
import {openServer} from '../../helpers/server.js';

const gone = ['between', 'lost', 'completed', 'failed', 'stopped'];
const sessions = everybody.filter(({role}) => role !== 'operator').map(sessionOf);

/** What a sender is answered, in one project and across two. */
type Row = readonly [from: string, to: string, within: number, across: number];

/** To a receiver that is there, or comes back by itself. */
const live: readonly Row[] = [
	['operator', 'operator', 201, 201],
	['operator', 'worker', 201, 201],
	['operator', 'orchestrator', 201, 201],
	['worker', 'operator', 201, 201],
	['worker', 'worker', 201, 403],
	['worker', 'orchestrator', 201, 201],
	['orchestrator', 'operator', 201, 201],
	['orchestrator', 'worker', 201, 201],
	['orchestrator', 'orchestrator', 201, 201],
];

const expected = (from: (typeof everybody)[number], to: (typeof everybody)[number], mayQueue: boolean): number => {
	if (gone.includes(from.state)) {
		return 401;
	}

	if (gone.includes(to.state) && to.state !== 'between' && !mayQueue) {
		return 409;
	}

	const [, , within, across] = live.find(([one, other]) => one === from.role && other === to.role) ?? [];
	return (from.project === to.project ? within : across) ?? 0;
};

for (const mayQueue of [false, true]) {
	test(`everybody writes to everybody ${mayQueue ? 'and lets it wait' : 'that is there'}: each is answered as the table says`, async () => {
		const server = await openServer({sessions});
		const wrong: unknown[] = [];
		const seen = new Set<number>();
		await Promise.all(
			everybody.flatMap(from =>
				everybody.map(async to => {
					const {status} = await server.ask(
						'POST',
						`/api/sessions/${to.id}/messages`,
						{message: 'hello', queue: mayQueue},
						{as: from.id},
					);
					seen.add(status);
					if (status !== expected(from, to, mayQueue)) {
						wrong.push({from: from.id, to: to.id, status, expected: expected(from, to, mayQueue)});
					}
				}),
			),
		);

		expect(wrong).toEqual([]);
		expect([...seen].sort()).toEqual(mayQueue ? [201, 401, 403] : [201, 401, 403, 409]);
	});
}
