import {test} from 'vitest';
import {buildKeeper} from '../helpers/headless.js';
import {manyRuns, signals} from '../helpers/many-runs.js';

const keeper = buildKeeper();

test('of 60 short runs, eight at a time, each is known for what it was', async () => {
	const codes = Array.from({length: 60 - signals.length}, (_, number) => (number * 7) % 256);

	await manyRuns({keeper, ends: [...codes, ...signals.map(signal => -signal)]});
}, 60_000);
