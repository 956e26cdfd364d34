import {expect, test} from 'vitest';
import type {ClientEvent} from '../../source/client/event.js';
import {initialState, type State, update} from '../../source/client/state/index.js';
import {screenIds} from '../../source/client/state/screen.js';
import {widthOf} from '../../source/client/text.js';
import {openScopes} from '../../source/keymap/index.js';
import {reachable} from '../../source/keymap/resolve.js';
import {footerLine, keyAt} from '../../source/views/footer.js';
import {themeOf} from '../../source/views/theme-of.js';
import {project, session, task} from '../helpers/builders.js';

const furnished: readonly ClientEvent[] = [
	{
		event: 'snapshot',
		data: {projects: [project()], tasks: [task()], sessions: [session()], messages: [], holds: []},
	},
];

const after = (...events: readonly ClientEvent[]): State => [...furnished, ...events].reduce(update, initialState);

const drawn = (state: State): string =>
	footerLine(state, openScopes(state), themeOf(state)).replaceAll(/\u001B\[[\d;]*m/g, '');

const tellsHelp = (state: State): boolean =>
	reachable(openScopes(state)).some(({bindings}) => bindings.some(({id}) => id === 'help.open'));

for (const columns of [40, 52, 80, 200]) {
	test(`where all keys are told is named on every screen that has them, in ${columns} columns`, () => {
		const states = screenIds.map(screen =>
			after({event: 'terminal:resized', data: {columns, rows: 24}}, {event: 'screen:opened', data: {screen}}),
		);

		expect(states.filter(tellsHelp).length).toBeGreaterThan(12);
		for (const state of states) {
			expect(widthOf(drawn(state))).toBeLessThanOrEqual(columns);
			expect([drawn(state), drawn(state).includes('? Keys')]).toEqual([drawn(state), tellsHelp(state)]);
		}
	});
}

test('a click on what is named is its key', () => {
	const state = after({event: 'terminal:resized', data: {columns: 40, rows: 10}});
	const place = drawn(state).indexOf('? Keys');

	expect(keyAt(state, openScopes(state), themeOf(state), place)).toBe('?');
	expect(keyAt(state, openScopes(state), themeOf(state), 0)).toBe('enter');
});
