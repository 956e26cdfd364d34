import {expect, test} from 'vitest';
import {rememberResults} from '../../../source/views/cells/remember.js';

test('what is known of a text is not worked out again, and after many others it is still right', () => {
	const worked: string[] = [];
	const lengthOf = rememberResults(text => {
		worked.push(text);
		return text.length;
	});

	expect([lengthOf('one'), lengthOf('three'), lengthOf('one')]).toEqual([3, 5, 3]);
	expect(worked).toEqual(['one', 'three']);
	for (let number = 0; number < 5000; number += 1) {
		expect(lengthOf(`text ${number}`)).toBe(`text ${number}`.length);
	}

	expect(lengthOf('one')).toBe(3);
});
