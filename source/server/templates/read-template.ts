import {z} from 'zod';
import {readFrontMatter} from '../../domain/front-matter.js';
import {longestMessage, messagePriorities, messageTypes} from '../../domain/message.js';
import type {Template} from '../../domain/template.js';
import {cleanLine} from '../../domain/text.js';
import {id as idReader, line} from '../../protocol/read.js';

const frontMatter = z.strictObject({
	label: line(100).optional(),
	type: z.enum(messageTypes).optional(),
	priority: z.enum(messagePriorities).optional(),
});

/**
A template as the operator wrote it: `label: …`, `type: …` and `priority: …` between two lines `---`, all of which may be left out,
and under that the words. A file that is not so is a template with a `problem`.
*/
export const readTemplate = (id: string, content: string, source: string): Template => {
	const problem = problemWith(id, content);
	if (problem !== undefined) {
		return badTemplate(id, source, problem);
	}

	const {members, text} = divide(content);
	const {label = id, ...given} = frontMatter.parse(members);
	return {id, label, text, source, ...given};
};

/** What is listed of a file that is no template. */
export const badTemplate = (id: string, source: string, problem: string): Template => ({
	id: id.replaceAll(/[^\w-]/g, '_').slice(0, 128) || '_',
	label: cleanLine(id),
	text: '',
	source,
	problem,
});

const problemWith = (id: string, content: string): string | undefined => {
	if (!idReader.safeParse(id).success) {
		return 'the name of the file, without .md, has to be 1 to 128 letters, digits, "_" and "-"';
	}

	const {members, text, problems} = divide(content);
	const [problem] = problems;
	if (problem !== undefined) {
		return `line ${problem.line}: ${problem.text}`;
	}

	const {error} = frontMatter.safeParse(members);
	if (error !== undefined) {
		return error.issues.map(({path, message}) => [...path, message].join(': ')).join('; ');
	}

	return text.length === 0 || text.length > longestMessage
		? `the words have to be 1 to ${longestMessage} characters, and these are ${text.length}`
		: undefined;
};

const divide = (content: string) => {
	const {members, body, problems} = readFrontMatter(content);
	return {members: Object.fromEntries(members.map(({name, value}) => [name, value])), text: body.trim(), problems};
};
