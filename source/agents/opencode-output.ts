import {counted, does, dollars, type Fields, failed, gave, notes, outputReader, said} from './output.js';

/**
What OpenCode prints with `run --format json`, for people.
*/
export const readOpencodeOutput = outputReader(event => {
	const part = event.of('part');
	switch (event.text('type')) {
		case 'text': {
			return said(part.text('text'));
		}

		case 'tool_use': {
			return used(part);
		}

		// A turn has as many steps as rounds of tools; the last one does not end for a tool.
		case 'step_finish': {
			return part.text('reason') === 'tool-calls'
				? []
				: notes('Done', [counted(part.of('tokens').number('total'), 'token'), dollars(part.number('cost'))]);
		}

		case 'error': {
			const error = event.of('error');
			return failed(error.of('data').text('message') || error.text('name'));
		}

		case 'step_start':
		case 'reasoning': {
			return [];
		}

		default: {
			return undefined;
		}
	}
});

const used = (part: Fields): readonly string[] => {
	const state = part.of('state');
	const done = does(part.text('tool'), state.value('input'));
	return [...done, ...(state.text('status') === 'error' ? failed(state.text('error')) : gave(state.text('output')))];
};
