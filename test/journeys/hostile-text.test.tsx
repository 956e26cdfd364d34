import {expect, test} from 'vitest';
import {screenIds} from '../../source/client/state/screen.js';
import {nasties} from '../helpers/any-text.js';
import {longAgo, session} from '../helpers/builders.js';
import {eventually} from '../helpers/eventually.js';
import {openHostile} from '../helpers/hostile-world.js';
import {asked, looked, written} from '../helpers/openings.js';
import {strangeIn} from '../helpers/sent.js';

/** Each text once before any comes again, from some place on. */
const inTurn = (from: number) => {
	let count = from;
	return (): string => {
		count += 1;
		return nasties[count % nasties.length] ?? '';
	};
};

const every = {
	...looked,
	...asked,
	...Object.fromEntries(Object.entries(written).map(([what, {open}]) => [what, open])),
};

for (const size of [
	{columns: 40, rows: 10},
	{columns: 100, rows: 30},
]) {
	test(`whatever a server, a pane or a run says, at ${size.columns} × ${size.rows} every screen is whole and the terminal is told nothing`, async () => {
		const app = await openHostile(inTurn(size.columns), size);
		const start = app.client.store.get();
		const modes = structuredClone(app.modes());
		expect(screenIds.filter(id => !(id in every))).toEqual([]);

		for (const [what, opening] of Object.entries(every)) {
			await app.open(opening, start);
			await app.press('down', 'down', 'pagedown', 'up');
			const lines = app.frame().split('\n');
			const told = `${what}:\n${app.frame()}`;
			expect(lines[0], told).toMatch(/^maestro-tui /);
			expect(lines.at(-1), told).toMatch(/\S/);
			expect(told).not.toMatch(/[\p{Cs}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/u);
		}

		expect(strangeIn(app.written.join(''))).toEqual([]);
		expect([app.told, app.modes(), app.isAlternate()]).toEqual([[], modes, true]);
		expect(app.server.asked.filter(({method}) => method !== 'GET')).toEqual([]);
	}, 60_000);
}

test('what is read aloud is words, whatever it was', async () => {
	const app = await openHostile(inTurn(3), {columns: 100, rows: 30, look: {isSpoken: true}});
	const start = app.client.store.get();

	for (const opening of Object.values(every)) {
		await app.open(opening, start);
	}

	expect(strangeIn(app.written.join(''))).toEqual([]);
	expect(app.told).toEqual([]);
}, 60_000);

for (const [notify, begin] of [
	['osc9', ']9;'],
	['osc777', ']777;notify;'],
	['osc99', ']99;'],
] as const) {
	test(`a notification by ${notify} is one, whatever it tells of`, async () => {
		const app = await openHostile(inTurn(0), {columns: 100, rows: 30, settings: {notify}});
		await app.send('\u001B[O');

		for (const [index, text] of nasties.entries()) {
			app.server.put.session(
				session({id: `new-${index}`, name: text, needsInput: {active: true, message: text, since: longAgo}}),
			);
			await eventually(() => expect(app.client.store.get().sessions.has(`new-${index}`)).toBe(true));
			app.pass(60_000);
		}

		const strange = strangeIn(app.written.join(''));
		expect(strange.length).toBeGreaterThan(5);
		for (const one of strange) {
			expect(one.startsWith(`\u001B${begin}`), JSON.stringify(one)).toBe(true);
			expect(one.slice(1)).toMatch(/^\][^\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069]*(?:\u0007|\u001B\\)$/u);
		}

		expect(app.told).toEqual([]);
	}, 60_000);
}

test('what refuses says so in words, whatever they are', async () => {
	const app = await openHostile(inTurn(0), {columns: 100, rows: 30});

	await app.open(looked.stats);
	await app.open(looked.tasks);
	await app.press('c');

	await eventually(() => expect(app.server.asked.at(-1)).toMatchObject({method: 'PATCH', path: '/api/tasks/T-1'}));
	await eventually(() => expect(app.client.store.get().notice?.tone).toBe('error'));
	expect(strangeIn(app.written.join(''))).toEqual([]);
	expect(app.told).toEqual([]);
});

/** The rows of a list, and what stands in the last column of each. */
const lists = [
	['sessions', looked.sessions, [2, 3, 4, 5], ' 5m'],
	['tasks', looked.tasks, [2, 3, 4], 'medium'],
	['inbox', looked.inbox, [3, 4], ' 5m'],
] as const;

for (const [what, opening, rows, last] of lists) {
	test(`the columns of ${what} stand below each other, whatever the server says is in them`, async () => {
		for (let from = 0; from < nasties.length; from += 7) {
			const app = await openHostile(inTurn(from), {columns: 120, rows: 40});
			await app.open(opening);

			const columns = rows.map(row => app.columnsOf(row, last));
			const shared = columns.reduce((some, others) => some.filter(column => others.includes(column)));
			expect(shared.length, `From ${from} on:\n${app.frame()}`).toBeGreaterThan(0);
			await app.leave();
		}
	}, 60_000);
}
