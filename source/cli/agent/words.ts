import type {MaestroError} from '../../domain/errors.js';
import type {Message} from '../../domain/message.js';
import {cleanLine} from '../../domain/text.js';

/** What a refusal says on its line of standard error; what will be done later, with when. */
export const refusalLine = ({message, retryAfterMs}: MaestroError): string => {
	const line = cleanLine(message);
	const seconds = retryAfterMs === undefined ? undefined : `${Math.max(1, Math.ceil(retryAfterMs / 1000))} s`;
	return seconds === undefined || line.includes(seconds) ? line : `${line}; try again in ${seconds}`;
};

/** What is said of a message that was accepted. */
export const sentLine = ({id, to, hold}: Message): string =>
	`Sent ${id} to ${to}${hold === undefined ? '' : `; it is held until the operator decides, as the two of you wrote to each other so often without a person (${hold})`}`;

/** The same of a broadcast. */
export const sentLines = (messages: readonly Message[]): string =>
	`Sent ${messages.length} ${messages.length === 1 ? 'message' : 'messages'}: ${messages.map(({id, to, hold}) => `${id} to ${to}${hold === undefined ? '' : ' (held until the operator decides)'}`).join(', ')}`;
