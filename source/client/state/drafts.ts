import type {MessageMetadata} from '../../domain/message.js';
import {type Edit, edit, nothingTyped, type Typed, typed} from '../editing.js';
import type {ClientEvent} from '../event.js';
import {withItem, withoutItem} from './collection.js';

/** In the order in which one is gone to from the other. */
export const draftFocuses = ['to', 'how', 'text'] as const;
export type DraftFocus = (typeof draftFocuses)[number];

/** What is said of a message beside its words. */
export type How = Pick<MessageMetadata, 'priority' | 'type' | 'requiresAck'>;

/**
A message that is being written. It is kept until it is sent, whatever else is opened.
*/
export type Draft = {
	readonly id: string;
	/** Ids of sessions, and groups of them as a broadcast names them: `role:worker`, `project:ID`. */
	readonly to: readonly string[];
	/** Those that are marked while it is chosen who it goes to, once one was. */
	readonly marked: readonly string[] | undefined;
	readonly replyTo: string | undefined;
	readonly how: How;
	readonly text: Typed;
	/** What was typed to find a receiver or a template. */
	readonly query: Typed;
	readonly focus: DraftFocus;
	/** Given by the first try to send these very words to these very receivers, and kept for the next. */
	readonly key: string | undefined;
	readonly isSending: boolean;
};

export type Drafts = ReadonlyMap<string, Draft>;

export const hasWords = ({text}: Draft): boolean => text.text.trim() !== '';

export const updateDrafts = (drafts: Drafts, event: ClientEvent): Drafts => {
	switch (event.event) {
		case 'draft:opened': {
			const {id, to, replyTo} = event.data;
			const draft = drafts.get(id);
			return withItem(drafts, draft === undefined ? newDraft(id, to, replyTo) : comeBackTo(draft));
		}

		case 'draft:edited': {
			return change(drafts, event.data.id, draft => editDraft(draft, event.data.by));
		}

		case 'draft:written': {
			const {id, text} = event.data;
			return change(drafts, id, draft =>
				draft.isSending || draft.text.text === text ? draft : {...draft, text: typed(text), key: undefined},
			);
		}

		case 'draft:addressed': {
			const {id, to} = event.data;
			return change(drafts, id, draft => addressTo(draft, to));
		}

		case 'draft:marked': {
			const {id, receiver} = event.data;
			return change(drafts, id, draft => ({...draft, marked: toggled(draft.marked ?? draft.to, receiver)}));
		}

		case 'draft:turned': {
			const {id, focus} = event.data;
			return change(drafts, id, draft => ({...draft, focus, query: nothingTyped, marked: undefined}));
		}

		case 'draft:set': {
			const {id, how} = event.data;
			return change(drafts, id, draft => unlessSending({...draft, how: {...draft.how, ...how}}, draft));
		}

		case 'draft:filled': {
			const {id, text, ...how} = event.data;
			return change(drafts, id, draft => fill(draft, text, how));
		}

		case 'draft:sending': {
			const {id, key} = event.data;
			return change(drafts, id, draft => ({...draft, key, isSending: true}));
		}

		case 'draft:failed': {
			return change(drafts, event.data.id, draft => ({...draft, isSending: false}));
		}

		case 'draft:sent':
		case 'draft:dropped': {
			return withoutItem(drafts, event.data.id);
		}

		case 'drafts:kept': {
			// What has been begun by now is newer than what was kept.
			return new Map([...event.data.drafts.map(draft => [draft.id, draft] as const), ...drafts]);
		}

		case 'screen:restored': {
			return restore(event.data.drafts, drafts);
		}

		default: {
			return drafts;
		}
	}
};

/** What was on its way then may have arrived, or failed, since: of that it is as it is now. */
const restore = (then: Drafts, now: Drafts): Drafts =>
	[...then.values()].some(({isSending}) => isSending)
		? new Map(
				[...then].flatMap(([id, draft]) => {
					const found = draft.isSending ? now.get(id) : draft;
					return found === undefined ? [] : [[id, found] as const];
				}),
			)
		: then;

const newDraft = (id: string, to: string | undefined, replyTo: string | undefined): Draft => ({
	id,
	to: to === undefined ? [] : [to],
	marked: undefined,
	replyTo,
	how: {},
	text: nothingTyped,
	query: nothingTyped,
	focus: to === undefined ? 'to' : 'text',
	key: undefined,
	isSending: false,
});

/** Who opens it again wants to write, wherever they left it. */
const comeBackTo = (draft: Draft): Draft =>
	draft.to.length === 0 ? draft : {...draft, focus: 'text', query: nothingTyped, marked: undefined};

/** What is on its way stays as it is, or the key would stand for something else than what was sent. */
const unlessSending = (after: Draft, before: Draft): Draft => (before.isSending ? before : {...after, key: undefined});

const editDraft = (draft: Draft, by: Edit): Draft => {
	if (draft.isSending) {
		return draft;
	}

	if (draft.focus !== 'text') {
		const query = edit(draft.query, by);
		return query === draft.query ? draft : {...draft, query};
	}

	const text = edit(draft.text, by);
	if (text === draft.text) {
		return draft;
	}

	return {...draft, text, key: text.text === draft.text.text ? draft.key : undefined};
};

/** A reply belongs to the one it answers; to somebody else the words go as a message of their own. */
const addressTo = (draft: Draft, to: readonly string[]): Draft => {
	const found: Draft = {...draft, query: nothingTyped, marked: undefined, focus: 'text'};
	const isSame = to.length === draft.to.length && to.every(id => draft.to.includes(id));
	return isSame || draft.isSending ? found : {...found, to, replyTo: undefined, key: undefined};
};

const toggled = (ids: readonly string[], id: string): readonly string[] =>
	ids.includes(id) ? ids.filter(other => other !== id) : [...ids, id];

/** The words of a template go to where the cursor is: what is written already stays. */
const fill = (draft: Draft, text: string, {priority, type}: How): Draft =>
	unlessSending(
		{
			...draft,
			text: edit(draft.text, {kind: 'insert', text: isAtStart(draft.text) ? text : `\n${text}`}),
			how: {...draft.how, ...(priority && {priority}), ...(type && {type})},
			query: nothingTyped,
			focus: 'text',
		},
		draft,
	);

const isAtStart = ({text, cursor}: Typed): boolean => cursor === 0 || text[cursor - 1] === '\n';

const change = (drafts: Drafts, id: string, to: (draft: Draft) => Draft): Drafts => {
	const draft = drafts.get(id);
	return draft === undefined ? drafts : withItem(drafts, to(draft));
};
