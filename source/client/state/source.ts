import {type Message, threadOf} from '../../domain/message.js';
import {isOurs, type Messages} from './messages.js';

/** What messages are of that are fetched when they are looked at. */
export type Source =
	| {readonly kind: 'overheard'}
	| {readonly kind: 'thread'; readonly id: string}
	| {readonly kind: 'hold'; readonly id: string; readonly between: readonly [string, string]}
	| {readonly kind: 'search'; readonly query: string};

/** What names the source of messages: two that ask for the same have the same. */
export const keyOfSource = (of: Source): string =>
	of.kind === 'search' ? `search ${of.query}` : 'id' in of ? `${of.kind} ${of.id}` : of.kind;

/** Whether a message is of a source. What a search finds is what it found when it was asked; of that it shows what became of it. */
export const belongs = (of: Source, message: Message, found: Messages): boolean => {
	switch (of.kind) {
		case 'overheard': {
			return !isOurs(message);
		}

		case 'thread': {
			return threadOf(message) === of.id;
		}

		case 'hold': {
			return of.between.includes(message.from) && of.between.includes(message.to);
		}

		case 'search': {
			return found.has(message.id);
		}
	}
};
