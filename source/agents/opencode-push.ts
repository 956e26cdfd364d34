import type {Push, RunningClient} from './agent.js';
import {listenerUser} from './opencode-launch.js';

/**
A prompt for a conversation: at once for a client that is idle. One that came while the client works would wait beside the next result of a
tool, and one behind a dialog would be lost to the turn when the person refuses.
*/
export const pushToOpencode = ({conversation, listener}: RunningClient, text: string): Push | undefined => {
	if (conversation === undefined || listener === undefined) {
		return undefined;
	}

	return {
		kind: 'request',
		url: `http://127.0.0.1:${listener.port}/session/${encodeURIComponent(conversation)}/prompt_async`,
		headers: {
			authorization: `Basic ${btoa(`${listenerUser}:${listener.password}`)}`,
			'content-type': 'application/json',
		},
		body: JSON.stringify({parts: [{type: 'text', text}]}),
	};
};
