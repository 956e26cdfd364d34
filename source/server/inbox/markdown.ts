import {type Message, threadOf} from '../../domain/message.js';
import {cleanLine} from '../../domain/text.js';
import {inTurns} from '../in-turns.js';

/** How many characters of a thread's first words its heading has. */
const longestHeading = 60;

/**
Messages for a person to read: a heading for each thread, in the order in which they began, and under it each message with who, when,
how it fared and its words. Whatever the words are, they stay within their block. Lets others have their turn meanwhile.
*/
export const writeMarkdown = async (
	messages: readonly Message[],
	nameOf: (id: string) => string | undefined,
): Promise<string> => {
	const threads = Map.groupBy(messages, threadOf);
	const who = createNames(nameOf);
	const parts = ['# Messages', `${messages.length} messages in ${threads.size} threads.`];
	await inTurns(inThreads(threads.values()), ({message, isFirst}) => {
		parts.push(...(isFirst ? [`## ${headingOf(message)}`] : []), sectionOf(message, who));
	});
	return `${parts.join('\n\n')}\n`;
};

function* inThreads(threads: Iterable<readonly Message[]>) {
	for (const thread of threads) {
		for (const message of thread) {
			yield {message, isFirst: message === thread[0]};
		}
	}
}

const createNames = (nameOf: (id: string) => string | undefined) => {
	const names = new Map<string, string>();
	return (id: string): string => {
		const known = names.get(id);
		if (known !== undefined) {
			return known;
		}

		const name = nameOf(id);
		const text = name === undefined || name === id ? code(id) : `${plain(name)} (${code(id)})`;
		names.set(id, text);
		return text;
	};
};

const headingOf = ({message}: Message): string => {
	// The longest that could matter, when all else in it is spaces.
	const words = cleanLine(message.slice(0, 10 * longestHeading)).replace(/ +/g, ' ');
	const short = words.length <= longestHeading ? words : `${words.slice(0, longestHeading - 1).trimEnd()}…`;
	return plain(short) || 'Without words';
};

const sectionOf = (message: Message, who: (id: string) => string): string => {
	const {id, from, to, createdAt, metadata} = message;
	const facts = [
		`- ${timeOf(createdAt)}, ${code(id)}`,
		`- ${[metadata?.type ?? 'message', `${metadata?.priority ?? 'medium'} priority`, ...aboutOf(message)].join(', ')}`,
		`- ${fateOf(message)}`,
	];
	return [`**${who(from)} → ${who(to)}**`, facts.join('\n'), blockOf(message.message)].join('\n\n');
};

const aboutOf = ({metadata = {}}: Message): readonly string[] => [
	...(metadata.requiresAck === true ? ['asks for an answer'] : []),
	...(metadata.taskId === undefined ? [] : [`about ${code(metadata.taskId)}`]),
	...(metadata.replyTo === undefined ? [] : [`answers ${code(metadata.replyTo)}`]),
	...(metadata.broadcastId === undefined ? [] : [`part of ${code(metadata.broadcastId)}`]),
];

const fateOf = ({status, deliveredAt, readAt, expiresAt, delivery, hold}: Message): string =>
	[
		hold === undefined ? status : `held by ${code(hold)} until the operator decides`,
		...(deliveredAt === undefined ? [] : [`delivered ${timeOf(deliveredAt)}`]),
		...(delivery?.via === undefined ? [] : [`by ${plain(delivery.via)}`]),
		...(readAt === undefined ? [] : [`read ${timeOf(readAt)}`]),
		...(status === 'pending' && expiresAt !== undefined ? [`expires ${timeOf(expiresAt)}`] : []),
		...((delivery?.attempts ?? 0) > 1 ? [`${delivery?.attempts} attempts`] : []),
		...(delivery?.lastError === undefined ? [] : [plain(delivery.lastError)]),
	].join(', ');

const timeOf = (at: number): string => `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`;

/** An id has nothing in it that could end this. */
const code = (id: string): string => `\`${id}\``;

/** Text that means itself, in the middle of a line: each mark that Markdown or HTML would make something of is taken for a letter. */
const plain = (text: string): string => cleanLine(text).replace(/[\\`*_[\]<>&#|~]/g, '\\$&');

/** A fence that is longer than any in the text, which so cannot end it. */
const blockOf = (text: string): string => {
	const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
	const fence = '`'.repeat(longest + 1);
	return `${fence}text\n${text}\n${fence}`;
};
