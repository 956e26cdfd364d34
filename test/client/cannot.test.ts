import {expect, test} from 'vitest';
import {can, lacks, whyLacking} from '../../source/client/cannot.js';
import type {ClientEvent} from '../../source/client/event.js';
import {initialState, type State, update} from '../../source/client/state/index.js';
import {helpRowsOf} from '../../source/keymap/help.js';
import {openScopes, scopes} from '../../source/keymap/index.js';
import {whyNotNow} from '../../source/keymap/press.js';
import {
	allCapabilities,
	capabilities,
	desktopCapabilities,
	desktopName,
	productName,
} from '../../source/protocol/health.js';
import {footerLine} from '../../source/views/footer.js';
import {themeOf} from '../../source/views/theme-of.js';
import {message, project, session, task} from '../helpers/builders.js';

const at = (name: string, given: readonly string[], ...events: readonly ClientEvent[]): State =>
	[
		{event: 'connection:open', data: {url: 'http://h:1', name, version: undefined, capabilities: given}} as const,
		{
			event: 'snapshot',
			data: {projects: [project()], tasks: [task()], sessions: [session()], messages: [message()], holds: []},
		} as const,
		...events,
	].reduce(update, initialState);

const desktop = (...events: readonly ClientEvent[]) => at(desktopName, desktopCapabilities, ...events);

test('of everything that a server may lack it is said what it cannot do, and what there is instead', () => {
	for (const capability of allCapabilities) {
		const {cannot, instead} = lacks[capability];
		expect([capability, cannot]).toEqual([capability, expect.stringMatching(/^[a-z].*[^.]$/)]);
		expect([capability, instead]).toEqual([capability, expect.stringMatching(/^[a-z].*[^.]$/)]);
	}
});

test('a desktop server is called so, and one of ours by its address', () => {
	expect(whyLacking('receipts', desktop())).toMatch(
		/^The Maestro desktop server keeps no states of messages .*; instead: /,
	);
	expect(whyLacking('digests', at(productName, capabilities))).toMatch(/^The server at http:\/\/h:1 does not tell/);
});

test('what it has is not lacking, and before a server is known nothing is', () => {
	expect(whyLacking('docs', desktop())).toBeUndefined();
	expect(whyLacking('server', desktop())).toBeUndefined();
	expect(whyLacking(undefined, desktop())).toBeUndefined();
	expect(whyLacking('runs', initialState)).toBeUndefined();
	expect([can(desktop(), 'orders'), can(initialState, 'orders')]).toEqual([true, false]);
});

test('what needs something needs what there is', () => {
	const known: readonly unknown[] = ['server', undefined, ...allCapabilities];

	expect(scopes.flatMap(({bindings}) => bindings).filter(({needs}) => !known.includes(needs))).toEqual([]);
});

const dispatching: readonly ClientEvent[] = [{event: 'dispatch:opened', data: {taskId: 'T-1'}}];

test('the footer offers only what this server can ever do, and the help has the rest with its reason', () => {
	const footer = (state: State) =>
		footerLine({...state, surroundings: {...state.surroundings, columns: 200}}, openScopes(state), themeOf(state));

	expect(footer(at(productName, capabilities, ...dispatching))).toContain('Arguments');
	expect(footer(desktop(...dispatching))).not.toContain('Arguments');

	const state = desktop(...dispatching);
	const row = helpRowsOf(openScopes(state)).find(({id}) => id === 'dispatch.extras');
	expect(row?.kind === 'key' ? whyNotNow(row.binding, state) : undefined).toMatch(
		/no arguments for agent programs; instead:/,
	);
});
