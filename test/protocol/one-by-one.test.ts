import {expect, test} from 'vitest';
import {oneByOne} from '../../source/protocol/one-by-one.js';
import {listProjects} from '../../source/protocol/projects.js';
import {project} from '../helpers/builders.js';

const {answer} = oneByOne(listProjects);

test('one that cannot be read is left out and named, and all others are there', () => {
	const read = answer.parse([project(), {...project({id: 'p-2'}), name: 7}, 'nonsense', project({id: 'p-3'})]);

	expect(read.items.map(({id}) => id)).toEqual(['p-1', 'p-3']);
	expect(read.leftOut).toEqual([
		expect.stringMatching(/^p-2 \(name: /),
		expect.stringMatching(/^one without an id \(/),
	]);
});

test('what is no list is refused as before', () => {
	expect(answer.safeParse({projects: []}).success).toBe(false);
});
