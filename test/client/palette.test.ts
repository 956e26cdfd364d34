import fc from 'fast-check';
import {expect, test} from 'vitest';
import {createPaletteSearch, foundItems, paletteItem, readPalette} from '../../source/client/select/palette.js';
import {initialState, update} from '../../source/client/state/index.js';
import {message, project, session, task} from '../helpers/builders.js';

const items = [
	paletteItem({section: 'screen', text: 'Inbox', detail: '', subject: 'inbox'}),
	paletteItem({section: 'action', text: 'Open the inbox', detail: 'i', subject: 'screen.inbox'}),
	paletteItem({section: 'task', text: 'T-1 Mend the door', detail: 'todo', subject: 'T-1'}),
	paletteItem({section: 'task', text: 'T-12 Paint the inbox', detail: 'todo', subject: 'T-12'}),
	paletteItem({section: 'session', text: 'Señor Builder', detail: 'idle', subject: 's-1', more: 'Shop'}),
];

const find = (typed: string, used: readonly string[] = []): readonly string[] =>
	createPaletteSearch()(items, typed, used).map(({id}) => id);

const searches: ReadonlyArray<[typed: string, first: readonly string[]]> = [
	['inbox', ['screen:inbox', 'action:screen.inbox', 'task:T-12']],
	['task T-1', ['task:T-1', 'task:T-12']],
	['tasks inb', ['task:T-12']],
	['T-12', ['task:T-12']],
	['senor', ['session:s-1']],
	['shop', ['session:s-1']],
	['session ', ['session:s-1']],
	['task', ['task:T-1', 'task:T-12']],
	['nothing of it', []],
];

for (const [typed, found] of searches) {
	test(`"${typed}" finds ${found.join(', ') || 'nothing'}`, () => {
		expect(find(typed)).toEqual(found);
	});
}

test('with nothing typed, what was used last comes first', () => {
	expect(find('', ['task:T-1', 'session:s-1']).slice(0, 2)).toEqual(['task:T-1', 'session:s-1']);
});

test('of what fits as well, what was used comes first', () => {
	expect(find('the', ['task:T-12'])[0]).toBe('task:T-12');
});

test('a text that was typed letter by letter finds what it finds at once', () => {
	const letters = fc.string({unit: fc.constantFrom(...'task inbox-12 the'), maxLength: 12});
	fc.assert(
		fc.property(letters, typed => {
			const search = createPaletteSearch();
			const stepwise = Array.from({length: typed.length + 1}, (_, length) => search(items, typed.slice(0, length), []));

			expect(stepwise.at(-1)).toEqual(createPaletteSearch()(items, typed, []));
		}),
	);
});

test('a kind is named by the first word, with a blank behind it', () => {
	expect(readPalette('task')).toEqual({section: undefined, words: 'task'});
	expect(readPalette('Task  t-1 ')).toEqual({section: 'task', words: 't-1'});
});

test('sessions, tasks, projects, threads and settings are there to go to, and no more are shown than are read', () => {
	const sessions = Array.from({length: 300}, (_, index) => session({id: `s-${index}`, name: `Session ${index}`}));
	const data = {projects: [project()], tasks: [task()], sessions, messages: [message()], holds: []};
	const found = foundItems(update(initialState, {event: 'snapshot', data}));

	expect(new Set(found.map(({section}) => section))).toEqual(
		new Set(['session', 'task', 'project', 'message', 'setting']),
	);
	expect(createPaletteSearch()(found, 'session', []).length).toBe(50);
	expect(createPaletteSearch()(found, 'theme light', [])[0]).toMatchObject({id: 'setting:theme=light'});
});
