import {counted, does, dollars, type Fields, failed, gave, notes, outputReader, said, seconds} from './output.js';

/**
What Claude Code prints with `--output-format stream-json`, for people.
*/
export const readClaudeOutput = outputReader(event => {
	switch (event.text('type')) {
		case 'system': {
			return system(event);
		}

		case 'assistant': {
			const isFailure = event.value('is_api_error_message') === true;
			return event
				.of('message')
				.list('content')
				.flatMap(isFailure ? failure : spoken);
		}

		case 'user': {
			return event.of('message').list('content').flatMap(result);
		}

		case 'result': {
			return end(event);
		}

		// Pieces of what comes whole a moment later, and what only programs ask for.
		case 'stream_event':
		case 'rate_limit_event':
		case 'tool_progress': {
			return [];
		}

		default: {
			return undefined;
		}
	}
});

const system = (event: Fields): readonly string[] => {
	switch (event.text('subtype')) {
		case 'init': {
			return notes('Begins', [event.text('model'), `permission ${event.text('permissionMode')}`]);
		}

		case 'compact_boundary': {
			return notes('Its conversation was made shorter', []);
		}

		// Hooks and the state of the client.
		default: {
			return [];
		}
	}
};

const spoken = (content: Fields): readonly string[] => {
	switch (content.text('type')) {
		case 'text': {
			return said(content.text('text'));
		}

		case 'tool_use': {
			return does(content.text('name'), content.value('input'));
		}

		default: {
			return [];
		}
	}
};

const failure = (content: Fields): readonly string[] =>
	content.text('type') === 'text' ? failed(content.text('text')) : [];

const result = (content: Fields): readonly string[] => {
	if (content.text('type') !== 'tool_result') {
		return [];
	}

	const parts = content.list('content').map(part => part.text('text') || `(${part.text('type')})`);
	const text = content.text('content') || parts.join('\n');
	return content.value('is_error') === true ? failed(text.replaceAll(/<\/?tool_use_error>/g, '')) : gave(text);
};

const end = (event: Fields): readonly string[] => {
	const refused = event.list('permission_denials').flatMap(denial => {
		const [what = ''] = does(denial.text('tool_name'), denial.value('tool_input'));
		return failed(`not allowed:${what.slice(1)}`);
	});
	const about = [
		seconds(event.number('duration_ms')),
		counted(event.number('num_turns'), 'turn'),
		dollars(event.number('total_cost_usd')),
	];
	// `success` also names what ended with an error of its server.
	const isWell = event.value('is_error') !== true && event.text('subtype') === 'success';
	// What its server said was shown already, as if the agent had said it.
	const isShown = isWell || event.number('api_error_status') !== undefined;
	const reason = event.text('result') || event.text('subtype');
	return [...refused, ...(isShown ? [] : failed(reason)), ...notes(isWell ? 'Done' : 'Failed', about)];
};
