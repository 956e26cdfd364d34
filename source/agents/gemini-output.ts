import {counted, does, type Fields, failed, gave, notes, outputReader, said, seconds} from './output.js';

/**
What Gemini CLI prints with `--output-format stream-json`, for people. What the agent says comes in pieces, and a piece may end within a
line.
*/
export const readGeminiOutput = outputReader(event => {
	switch (event.text('type')) {
		case 'init': {
			return notes('Begins', [event.text('model')]);
		}

		case 'message': {
			return event.text('role') === 'assistant' ? said(event.text('content')) : [];
		}

		case 'tool_use': {
			return does(event.text('tool_name'), event.value('parameters'));
		}

		case 'tool_result': {
			return event.text('status') === 'error'
				? failed(event.text('output') || event.of('error').text('message'))
				: gave(event.text('output'));
		}

		case 'error': {
			return failed(event.text('message'));
		}

		case 'result': {
			return end(event);
		}

		default: {
			return undefined;
		}
	}
});

const end = (event: Fields): readonly string[] => {
	const stats = event.of('stats');
	const about = [
		seconds(stats.number('duration_ms')),
		counted(stats.number('tool_calls'), 'tool call'),
		counted(stats.number('total_tokens'), 'token'),
	];
	return event.text('status') === 'error'
		? [...failed(event.of('error').text('message')), ...notes('Failed', about)]
		: notes('Done', about);
};
