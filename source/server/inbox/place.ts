import {isOpen} from '../../domain/hold.js';
import type {Message} from '../../domain/message.js';
import {addPending, type Box, createBox, dropPending, type Item} from './box.js';
import type {Accepted} from './fact.js';
import {failed} from './life.js';
import type {State} from './state.js';

/** A message before and after a fact; `undefined` where there was, or is, none. */
export type Change = {readonly was: Message | undefined; readonly now: Message | undefined};

/** Why a message fails whose hold the operator has stopped. */
export const stoppedReason = 'the operator stopped this exchange';

export const boxOf = ({boxes, complete}: State, id: string): Box => {
	const known = boxes.get(id);
	if (known !== undefined) {
		return known;
	}

	const box = createBox(id, complete);
	boxes.set(id, box);
	return box;
};

export const accept = (state: State, order: number, accepted: Accepted): Change => {
	const now = newMessage(state, order, accepted);
	place(state, now);
	return {was: undefined, now};
};

/** Gives a message that has come after all others its place in everything that is looked up. */
export const place = (state: State, message: Message): Item => {
	const {id, to, from, metadata, status} = message;
	const item: Item = {message, taking: undefined, formerTaking: undefined, isGone: false};
	state.items.set(id, item);
	boxOf(state, from).sent.push(item);
	boxOf(state, to).received.push(item);
	if (status === 'pending') {
		wait(state, item);
	}

	if (metadata?.replyTo !== undefined) {
		state.replies.add(metadata.replyTo, item);
	}

	return item;
};

/** The same for one that does not wait, and that came before others that are there. */
export const placeLate = (state: State, message: Message): void => {
	const {id, to, from, metadata} = message;
	const item: Item = {message, taking: undefined, formerTaking: undefined, isGone: false};
	state.items.setLate(id, item);
	boxOf(state, from).sent.pushLate(item);
	boxOf(state, to).received.pushLate(item);
	if (metadata?.replyTo !== undefined) {
		state.replies.addLate(metadata.replyTo, item);
	}
};

/** The message in the place of what it was. */
export const change = (state: State, item: Item, now: Message): Change => {
	const was = item.message;
	if (was.status === 'pending' && now.status !== 'pending') {
		letGo(state, item);
	}

	item.message = now;
	return {was, now};
};

export const discard = (state: State, item: Item): Change => {
	const was = item.message;
	if (was.status === 'pending') {
		letGo(state, item);
	}

	item.isGone = true;
	state.items.delete(was.id);
	state.replies.forget(was.id);
	boxOf(state, was.from).sent.tidy();
	boxOf(state, was.to).received.tidy();
	return {was, now: undefined};
};

const newMessage = (
	state: State,
	order: number,
	{id, from, to, message, createdAt, expiresAt, metadata, hold: holdId}: Accepted,
): Message => {
	// It was accepted before the operator decided, and kept after that: the decision counts for it as for those that waited.
	const hold = holdId === undefined ? undefined : state.holds.get(holdId);
	// The ids of the boxes, so that a thousand messages share one string; every member is named, so that they share one shape.
	const now: Message = {
		id,
		order,
		from: boxOf(state, from).id,
		to: boxOf(state, to).id,
		message,
		status: 'pending',
		createdAt,
		deliveredAt: undefined,
		readAt: undefined,
		expiresAt,
		metadata,
		delivery: undefined,
		hold: hold !== undefined && isOpen(hold) ? hold.id : undefined,
	};
	return hold?.decision === 'stopped' ? failed(now, stoppedReason) : now;
};

const wait = (state: State, item: Item): void => {
	const {to, expiresAt, hold} = item.message;
	addPending(boxOf(state, to), item);
	if (expiresAt !== undefined) {
		state.mortal.add(item);
	}

	if (hold !== undefined) {
		const others = state.held.get(hold) ?? new Set();
		others.add(item);
		state.held.set(hold, others);
	}
};

/** It does not wait any more. */
const letGo = (state: State, item: Item): void => {
	dropPending(boxOf(state, item.message.to), item);
	state.mortal.delete(item);
	state.held.get(item.message.hold ?? '')?.delete(item);
};
