import type {HookInput, Nesting, Observation} from './agent.js';
import {askingTools, subagentTool} from './gemini-hooks.js';
import {isRecord, type ReadInput, readInput} from './hook-input.js';
import {shortLine} from './short-line.js';

/**
What a hook of Gemini CLI says about its session (agent-contract §4).
*/
export const observeGemini = (hook: HookInput): Observation | undefined => {
	const input = readInput(hook);
	switch (input.event) {
		case 'SessionStart':
		case 'AfterAgent': {
			return {state: 'idle'};
		}

		case 'BeforeAgent':
		case 'AfterTool': {
			return {state: 'working'};
		}

		case 'BeforeTool': {
			return isAsking(input) ? {state: 'needs-input', detail: shortLine(question(input))} : {state: 'working'};
		}

		case 'Notification': {
			return input.text('notification_type') === 'ToolPermission' ? permission(input) : undefined;
		}

		case 'SessionEnd': {
			// The same process goes on with another conversation.
			return input.text('reason') === 'clear' ? undefined : {state: 'ended'};
		}

		default: {
			return undefined;
		}
	}
};

/**
Whether a subagent is at work: its tools run the same hooks as those of the session, with nothing in them to tell them apart.
*/
export const nestsInGemini = (hook: HookInput): Nesting | undefined => {
	const input = readInput(hook);
	const isSubagent = input.text('tool_name') === subagentTool;
	switch (input.event) {
		case 'BeforeTool': {
			return isSubagent ? 'enters' : undefined;
		}

		case 'AfterTool': {
			return isSubagent ? 'leaves' : undefined;
		}

		case 'SessionStart':
		case 'BeforeAgent':
		case 'AfterAgent': {
			return 'outside';
		}

		default: {
			return undefined;
		}
	}
};

const isAsking = (input: ReadInput): boolean => askingTools.some(tool => tool === input.text('tool_name'));

const question = (input: ReadInput): string => {
	const members = recordIn(input.member('tool_input'));
	const first: unknown = Array.isArray(members.questions) ? members.questions[0] : undefined;
	const text = recordIn(first).question;
	return typeof text === 'string' ? text : 'approve its plan';
};

const permission = (input: ReadInput): Observation => {
	const details = recordIn(input.member('details'));
	const telling = ['command', 'filePath', 'toolName', 'prompt'].map(name => details[name]);
	const value = telling.find(member => typeof member === 'string');
	const title = typeof details.title === 'string' ? details.title : input.text('message');
	return {
		state: 'needs-input',
		detail: shortLine(value === undefined ? title : `${title}: ${value}`) || 'a dialog is open',
		// For a question it says that there is one, and not what is asked.
		...(value === undefined ? {isVague: true} : {}),
	};
};

const recordIn = (value: unknown): Readonly<Record<string, unknown>> => (isRecord(value) ? value : {});
