import {MaestroError} from '../../domain/errors.js';
import {longestMessage, messagePriorities, messageTypes} from '../../domain/message.js';
import {cleanText} from '../../domain/text.js';
import {readQuickly} from '../../system/quick-files.js';
import {type Tools, textOf} from './command.js';
import {readDuration} from './duration.js';

/** The text of a message: of one of `--message`, `--file` and standard input. */
export const readMessage = async ({values, words, readInput}: Tools): Promise<string> => {
	const file = textOf(values, 'file');
	const message = textOf(values, 'message');
	const isPiped = file === '-' || (words.length === 1 && words[0] === '-');
	const sources = [file, message, ...words].filter(source => source !== undefined);
	if (sources.length !== 1 || (words.length > 0 && !isPiped)) {
		throw new MaestroError(
			'malformed',
			'Expected the text in one of: --message TEXT, --file FILE, or - for standard input',
		);
	}

	const text = isPiped ? await readInput(4 * longestMessage + 1) : file === undefined ? message : readQuickly(file);
	if (text === undefined) {
		throw new MaestroError('malformed', `Expected --file with a file that can be read, got ${file}`);
	}

	return checkText(text);
};

/** The text as it will be kept; one that would be refused is not sent. */
export const checkText = (text: string): string => {
	const clean = cleanText(text);
	if (clean.trim() === '' || clean.length > longestMessage) {
		throw new MaestroError(
			clean.length > longestMessage ? 'too-large' : 'malformed',
			`Expected a text of 1 to ${longestMessage} characters, got ${clean.length}`,
		);
	}

	return clean;
};

/** What else is said of it, as the endpoint takes it. */
export const readDetails = ({values}: Tools) => {
	const ttl = textOf(values, 'ttl');
	const metadata = Object.fromEntries(
		Object.entries({
			priority: oneOf(values.priority, messagePriorities, '--priority'),
			type: oneOf(values.type, messageTypes, '--type'),
			taskId: values.task,
			replyTo: values['reply-to'],
			requiresAck: values['requires-ack'],
		}).filter(([, value]) => value !== undefined),
	);
	return {
		...(Object.keys(metadata).length === 0 ? {} : {metadata}),
		...(ttl === undefined ? {} : {ttlMs: readDuration(ttl, '--ttl')}),
		...(values.queue === true ? {queue: true} : {}),
	};
};

const oneOf = (value: unknown, allowed: readonly string[], flag: string): unknown => {
	if (value !== undefined && !allowed.includes(String(value))) {
		throw new MaestroError('malformed', `Expected ${flag} with one of ${allowed.join(', ')}, got ${value}`);
	}

	return value;
};
