import {type Edit, edit, nothingTyped, type Typed} from '../editing.js';
import type {ClientEvent} from '../event.js';
import {withItem, withoutItem} from './collection.js';

/**
A message that is being written. It is kept until it is sent, whatever else is opened.
*/
export type Draft = {
	readonly id: string;
	readonly to: string | undefined;
	readonly replyTo: string | undefined;
	readonly text: Typed;
	/** What was typed to find the receiver. */
	readonly query: Typed;
	readonly focus: 'to' | 'text';
	/** Given by the first try to send these very words to this very receiver, and kept for the next. */
	readonly key: string | undefined;
	readonly isSending: boolean;
};

export type Drafts = ReadonlyMap<string, Draft>;

/** Whether quitting would lose words. */
export const hasWords = (drafts: Drafts): boolean => [...drafts.values()].some(({text}) => text.text.trim() !== '');

export const updateDrafts = (drafts: Drafts, event: ClientEvent): Drafts => {
	switch (event.event) {
		case 'draft:opened': {
			const {id, to, replyTo} = event.data;
			return withItem(drafts, drafts.get(id) ?? newDraft(id, to, replyTo));
		}

		case 'draft:edited': {
			return change(drafts, event.data.id, draft => editDraft(draft, event.data.by));
		}

		case 'draft:addressed': {
			const {id, to} = event.data;
			return change(drafts, id, draft => addressTo(draft, to));
		}

		case 'draft:turned': {
			const {id, focus} = event.data;
			return change(drafts, id, draft => ({...draft, focus}));
		}

		case 'draft:sending': {
			const {id, key} = event.data;
			return change(drafts, id, draft => ({...draft, key, isSending: true}));
		}

		case 'draft:failed': {
			return change(drafts, event.data.id, draft => ({...draft, isSending: false}));
		}

		case 'draft:sent': {
			return withoutItem(drafts, event.data.id);
		}

		case 'screen:restored': {
			return event.data.drafts;
		}

		default: {
			return drafts;
		}
	}
};

const newDraft = (id: string, to: string | undefined, replyTo: string | undefined): Draft => ({
	id,
	to,
	replyTo,
	text: nothingTyped,
	query: nothingTyped,
	focus: to === undefined ? 'to' : 'text',
	key: undefined,
	isSending: false,
});

const editDraft = (draft: Draft, by: Edit): Draft => {
	// What is on its way stays as it is, or the key would stand for other words than those that were sent.
	if (draft.isSending) {
		return draft;
	}

	if (draft.focus === 'to') {
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
const addressTo = (draft: Draft, to: string): Draft => {
	const found: Draft = {...draft, query: nothingTyped, focus: 'text'};
	return draft.to === to || draft.isSending ? found : {...found, to, replyTo: undefined, key: undefined};
};

const change = (drafts: Drafts, id: string, to: (draft: Draft) => Draft): Drafts => {
	const draft = drafts.get(id);
	return draft === undefined ? drafts : withItem(drafts, to(draft));
};
