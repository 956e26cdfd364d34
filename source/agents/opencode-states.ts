import type {HookInput, Observation} from './agent.js';
import {type ReadInput, readInput} from './hook-input.js';
import {shortLine} from './short-line.js';

/**
What an event of OpenCode, as its plugin tells it, says about its session (agent-contract §5). Those of subagents are not told, but for
their dialogs, which the same person answers.
*/
export const observeOpencode = (hook: HookInput): Observation | undefined => {
	const input = readInput(hook);
	switch (input.event) {
		// Seconds before it takes the prompt that it was started with; where it asks something first, it never does.
		case 'client.started': {
			return input.member('prompted') === true ? undefined : {state: 'idle'};
		}

		case 'session.status': {
			return input.text('status') === 'retry' ? working(`tries again: ${input.text('message')}`) : working();
		}

		// Of several tools at once one may be done while another one asks for leave.
		case 'tool.execute.after': {
			return input.member('dialogs') === 0 ? working() : undefined;
		}

		case 'permission.asked':
		case 'question.asked': {
			return {state: 'needs-input', detail: request(input)};
		}

		case 'permission.replied':
		case 'question.replied':
		case 'question.rejected': {
			return working();
		}

		case 'session.idle': {
			const failure = input.text('failure');
			return failure === '' ? {state: 'idle'} : {state: 'idle', detail: shortLine(`its last turn failed: ${failure}`)};
		}

		// A prompt need not begin a turn: other plugins put in such as are only shown.
		default: {
			return undefined;
		}
	}
};

const working = (detail?: string): Observation =>
	detail === undefined ? {state: 'working'} : {state: 'working', detail: shortLine(detail)};

const request = (input: ReadInput): string => {
	const question = input.text('question');
	if (question !== '') {
		return shortLine(question);
	}

	const what = input.text('command') || input.text('pattern');
	return shortLine([input.text('permission'), what].filter(Boolean).join(': ')) || 'a dialog is open';
};
