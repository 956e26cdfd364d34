import {isRecord} from './hook-input.js';
import {shortLine} from './short-line.js';

/**
What a dialog of a client asks for, in one short line: the question itself, or the tool with the member of its input that tells most.
*/
export const describeDialog = (tool: string, toolInput: unknown): string =>
	shortLine(words(tool || 'a tool', toolInput));

const words = (tool: string, toolInput: unknown): string => {
	const members = isRecord(toolInput) ? toolInput : {};
	const questions = members.questions;
	const first: unknown = Array.isArray(questions) ? questions[0] : undefined;
	if (isRecord(first) && typeof first.question === 'string') {
		return first.question;
	}

	if (tool === 'ExitPlanMode') {
		return 'approve its plan';
	}

	const telling = ['command', 'file_path', 'url', 'query', 'pattern', 'description'].map(name => members[name]);
	const value = telling.find(member => typeof member === 'string');
	return value === undefined ? tool : `${tool}: ${value}`;
};
