import {expect, test} from 'vitest';
import {withoutBulk} from '../../../source/protocol/desktop/sessions.js';

const entry = (id: string, type = 'progress', timestamp = 1) => ({id, type, timestamp});

test('the environment of a session, which holds keys of providers, goes no further', () => {
	const shown = withoutBulk({id: 's', env: {ANTHROPIC_API_KEY: 'secret'}, manifest: {session: {env: 'secret'}}});

	expect(JSON.stringify(shown)).not.toContain('secret');
	expect(shown).toMatchObject({id: 's'});
});

test('a timeline that was doubled by a resume has each entry once', () => {
	const timeline = [entry('evt_1'), entry('evt_2'), entry('evt_1'), entry('evt_2'), entry('evt_3')];

	expect(withoutBulk({timeline})).toEqual({timeline: [entry('evt_1'), entry('evt_2'), entry('evt_3')]});
});

test('entries whose ids are no more than their time are told apart by what they are', () => {
	const timeline = [entry('evt-5', 'needs_input', 5), entry('evt-5', 'progress', 5)];

	expect(withoutBulk({timeline})).toEqual({timeline});
});

test('of a very long timeline the newest entries are kept', () => {
	const timeline = Array.from({length: 5000}, (_, index) => entry(`evt_${index}`));
	const {timeline: kept} = withoutBulk({timeline}) as {timeline: unknown[]};

	expect(kept.length).toBeLessThan(1000);
	expect(kept.at(-1)).toEqual(entry('evt_4999'));
});

test('what is no session is left for the readers to refuse', () => {
	expect(withoutBulk(undefined)).toBeUndefined();
	expect(withoutBulk([1])).toEqual([1]);
});
