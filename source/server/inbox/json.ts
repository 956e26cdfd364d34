import type {Message} from '../../domain/message.js';
import {inTurns} from '../in-turns.js';

/** Messages as a JSON array, a line each, so that a person can read it. Lets others have their turn meanwhile. */
export const writeJson = async (messages: readonly Message[]): Promise<string> => {
	const lines: string[] = [];
	await inTurns(messages, message => {
		lines.push(JSON.stringify(message));
	});
	return lines.length === 0 ? '[]\n' : `[\n${lines.join(',\n')}\n]\n`;
};
