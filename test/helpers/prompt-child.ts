import {createPromptMail} from '../../source/dispatch/spawned/prompt-mail.js';
import {createPromptStore} from '../../source/dispatch/spawned/prompt-store.js';
import {createPromptWriting} from '../../source/dispatch/spawned/prompt-writing.js';
import {createPromptWriter} from '../../source/dispatch/spawned/prompts.js';
import type {WindowReference} from '../../source/multiplexer/multiplexer.js';
import {createBells} from '../../source/system/bells.js';
import {pathsUnder} from '../../source/system/paths.js';
import {type Run, run} from '../../source/system/run.js';
import {talk} from '../../source/system/talk.js';
import {createTmux} from '../../source/tmux/tmux.js';

// Writes what waits for one session into its window, and dies at the moment that it is told.
const [home = '', socket = '', window = '', moment = ''] = process.argv.slice(2);
let moments = 0;
const pass = (): void => {
	moments += 1;
	if (moments === Number(moment)) {
		process.kill(process.pid, 'SIGKILL');
	}
};

/** The same function, of which the beginning and the end are moments to die at. */
const mortal =
	<Given extends readonly unknown[], Answer>(does: (...given: Given) => Promise<Answer>) =>
	async (...given: Given): Promise<Answer> => {
		pass();
		const answer = await does(...given);
		pass();
		return answer;
	};

const paths = pathsUnder(home);
const mortalRun: Run = mortal(run);
const multiplexer = createTmux({run: mortalRun, talk, session: 'maestro', socket, environment: process.env});
const store = createPromptStore(`${home}/texts`);
const mail = createPromptMail({paths, bells: createBells(paths), run, clock: Date.now});
const reference = JSON.parse(window) as WindowReference;
const taskless = {id: 'run_1', taskId: 'T-1', mode: 'worker', agent: 'claude-code', isHeadless: false, startedAt: 0};
const writer = createPromptWriter({
	store: {...store, add: mortal(store.add), put: mortal(store.put)},
	host: {
		windowOf: async () => ({multiplexer, reference, run: taskless}),
		isKnown: () => true,
		isAlone: () => false,
		toolOf: () => undefined,
	},
	mail,
	write: createPromptWriting({pause: async () => {}, clock: Date.now}),
	versionOf: async () => undefined,
	clock: Date.now,
});

await writer.take({
	kind: 'prompt',
	sessionId: 'sess_a',
	at: 1,
	content: 'first line\nsecond line',
	isEntered: true,
	senderSessionId: 'sess_b',
});
for (;;) {
	const notes = await writer.work();
	const [note] = notes;
	if (notes.length !== 1 || note === undefined || note.fate.state !== 'waiting') {
		console.log(`${moments} ${notes.map(({fate}) => fate.state).join(' ')}`);
		process.exit(0);
	}
}
