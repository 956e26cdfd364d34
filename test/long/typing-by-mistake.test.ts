import {test} from 'vitest';
import {extent} from '../helpers/extent.js';
import {typeByMistake} from '../helpers/type-by-mistake.js';

const strings = extent(1000, 10_000);

test(`${strings} random strings, typed and pasted into every screen, change nothing but the text of a field that has the focus`, async () => {
	await typeByMistake(strings);
}, 900_000);
