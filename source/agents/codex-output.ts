import {counted, does, type Fields, failed, gave, notes, outputReader, said} from './output.js';

/**
What Codex prints with `exec --json`, for people.
*/
export const readCodexOutput = outputReader(event => {
	const item = event.of('item');
	switch (event.text('type')) {
		case 'thread.started': {
			return notes('Begins', [`conversation ${event.text('thread_id')}`]);
		}

		case 'item.started': {
			return begun(item);
		}

		case 'item.completed': {
			return completed(item);
		}

		case 'turn.completed': {
			const usage = event.of('usage');
			return notes('Done', [counted(sum(usage.number('input_tokens'), usage.number('output_tokens')), 'token')]);
		}

		// Its reason came just before, as an error.
		case 'turn.failed': {
			return notes('Failed', []);
		}

		case 'error': {
			return failed(event.text('message'));
		}

		case 'turn.started':
		case 'item.updated': {
			return [];
		}

		default: {
			return undefined;
		}
	}
});

const begun = (item: Fields): readonly string[] => {
	switch (item.text('type')) {
		case 'command_execution': {
			return does('Shell', plainCommand(item.text('command')));
		}

		case 'mcp_tool_call': {
			return does(`${item.text('server')}.${item.text('tool')}`, item.value('arguments'));
		}

		default: {
			return [];
		}
	}
};

const completed = (item: Fields): readonly string[] => {
	switch (item.text('type')) {
		case 'agent_message': {
			return said(item.text('text'));
		}

		case 'command_execution': {
			const code = item.number('exit_code') ?? 0;
			return [...gave(item.text('aggregated_output')), ...(code === 0 ? [] : failed(`exit code ${code}`))];
		}

		case 'file_change': {
			const done = item.list('changes').flatMap(change => does(`File ${change.text('kind')}`, change.text('path')));
			return item.text('status') === 'failed' ? [...done, ...failed('the change was not made')] : done;
		}

		case 'mcp_tool_call': {
			return item.text('status') === 'failed' ? failed(item.of('error').text('message')) : [];
		}

		case 'web_search': {
			return does('Search', item.text('query'));
		}

		case 'error': {
			return failed(item.text('message'));
		}

		// What it thought, and its list of what to do.
		default: {
			return [];
		}
	}
};

/** Without the shell that the client puts around every command. */
const plainCommand = (command: string): string => /^\S*sh -l?c (['"]?)(.+)\1$/s.exec(command)?.[2] ?? command;

const sum = (one: number | undefined, other: number | undefined): number | undefined =>
	one === undefined || other === undefined ? undefined : one + other;
