import {expect, test} from 'vitest';
import {evidenceOf, stateOf} from '../../source/client/select/message-state.js';
import {initialState, update} from '../../source/client/state/index.js';
import type {PromptFate, PromptNote} from '../../source/domain/prompt-note.js';
import {longAgo, message, session} from '../helpers/builders.js';

const note = (fate: PromptFate, given: Partial<PromptNote> = {}): PromptNote => ({
	...{key: 'k1', sessionId: 's-1', senderSessionId: 's-me', at: longAgo + 40, isEntered: true, words: 'How far?'},
	fate,
	...given,
});

const sent = message({
	id: 'sp_1',
	from: 'operator',
	to: 's-1',
	message: 'How far?',
	status: 'unknown',
	createdAt: longAgo,
});

const after = (...notes: readonly PromptNote[]) =>
	[
		{event: 'session:created', data: session({id: 's-1'})} as const,
		{event: 'message:created', data: sent} as const,
		{event: 'texts:seen', data: {notes}} as const,
	].reduce(update, initialState);

const stateAfter = (...notes: readonly PromptNote[]) => {
	const found = after(...notes).messages.get('sp_1') ?? sent;
	return {state: stateOf(found), evidence: evidenceOf(found, longAgo + 60_000).join('; ')};
};

test('a prompt that was written into its window is said to be there, and not to have been read', () => {
	expect(stateAfter(note({state: 'typed', at: longAgo + 500}))).toEqual({
		state: 'typed',
		evidence: 'written into its window; whether it was read nobody tells',
	});
});

test('one that a hook has shown is delivered, with what proves it', () => {
	const {state, evidence} = stateAfter(note({state: 'shown', at: longAgo + 500, via: 'hook PostToolBatch'}));

	expect([state, evidence]).toEqual(['delivered', 'by hook PostToolBatch']);
});

test('one that waits says why, and one that is lost as well', () => {
	expect(stateAfter(note({state: 'waiting', why: 'a question is open there', needsPerson: true}))).toMatchObject({
		state: 'pending',
		evidence: expect.stringContaining('a question is open there'),
	});
	expect(stateAfter(note({state: 'lost', at: longAgo, why: 'its window is gone'}))).toMatchObject({
		state: 'failed',
		evidence: expect.stringContaining('its window is gone'),
	});
});

test('of what nobody saw here nothing is said that its server does not say', () => {
	const typed = {state: 'typed', at: longAgo} as const;

	expect(stateAfter()).toMatchObject({state: 'unknown', evidence: 'its server keeps no states of messages'});
	expect(stateAfter(note(typed, {words: 'Other words'}))).toMatchObject({state: 'unknown'});
	expect(stateAfter(note(typed, {sessionId: 's-2'})).evidence).toContain('keeps no states');
	expect(stateAfter(note(typed, {at: longAgo + 60_000})).evidence).toContain('keeps no states');
});

test('what is known stays with a message that is fetched anew, and follows what becomes of it', () => {
	const typed = after(note({state: 'typed', at: longAgo}));

	const again = update(typed, {event: 'message:created', data: {...sent}});
	expect(again.messages.get('sp_1')?.status).toBe('typed');
	const shown = update(again, {
		event: 'texts:seen',
		data: {notes: [note({state: 'shown', at: longAgo, via: 'hook Stop'})]},
	});
	expect(shown.messages.get('sp_1')?.status).toBe('delivered');
	expect(update(shown, {event: 'minute:began', data: {now: longAgo}}).messages).toBe(shown.messages);
});
