import type {HookInput, Push, RunningClient} from './agent.js';
import {readInput} from './hook-input.js';

/**
What is pushed in the place of messages. The text of a push stands on a command line, where every user of the machine can read it,
and the client takes it from nowhere else (`codex queue` reads no file and no stdin). So this one only makes a prompt, and the hook
that runs for the prompt brings what waits: nothing is handed over twice, however long the push lies in the client's queue.
*/
export const codexNotice =
	'maestro: you have a message. It comes with this prompt; if none does, there is nothing to do.';

/**
Puts a text into the queue of a conversation. A client at its prompt takes it from there within about ten seconds, one that works when
its turn is over, one behind a dialog when that is answered.
*/
export const pushToCodex = ({conversation, home}: RunningClient, text: string): Push | undefined =>
	conversation === undefined
		? undefined
		: {
				kind: 'program',
				args: ['queue', `--thread=${conversation}`, `--message=${text}`],
				environment: home === undefined ? {} : {CODEX_HOME: home},
			};

/**
The folder that a client keeps its conversations in, which need not be that of this process: told by where the transcript is.
*/
export const codexHomeOf = (hook: HookInput): string | undefined =>
	/^(\/.+)\/sessions\/\d{4}\/\d{2}\/\d{2}\/[^/]+$/.exec(readInput(hook).text('transcript_path'))?.[1];
