import {expect, test} from 'vitest';
import {canMessage, type Party} from '../../source/domain/access.js';
import {operatorId} from '../../source/domain/session.js';
import {everybody, type Somebody, sessionOf} from '../helpers/parties.js';

const partyOf = (somebody: Somebody): Party => (somebody.role === 'operator' ? operatorId : sessionOf(somebody));

/** Who may write to whom, in one project and across two; no state changes that. */
const rules: ReadonlyArray<[from: string, to: string, within: boolean, across: boolean]> = [
	['operator', 'operator', true, true],
	['operator', 'orchestrator', true, true],
	['operator', 'worker', true, true],
	['orchestrator', 'operator', true, true],
	['orchestrator', 'orchestrator', true, true],
	['orchestrator', 'worker', true, true],
	['worker', 'operator', true, true],
	['worker', 'orchestrator', true, true],
	['worker', 'worker', true, false],
];

for (const [from, to, within, across] of rules) {
	const says = within === across ? (within ? 'writes' : 'does not write') : 'writes within its project alone';
	test(`${from} to ${to}: ${says}`, () => {
		const pairs = everybody
			.filter(({role}) => role === from)
			.flatMap(one => everybody.filter(({role}) => role === to).map(other => [one, other] as const));

		const wrong = pairs.filter(([one, other]) => {
			const isWithin = one.project === other.project;
			return canMessage(partyOf(one), partyOf(other)) !== (isWithin ? within : across);
		});

		expect(pairs.length).toBeGreaterThan(0);
		expect(wrong).toEqual([]);
	});
}
