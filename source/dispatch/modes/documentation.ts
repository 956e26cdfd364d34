import type {Mode} from '../mode.js';
import {askWith} from '../prompt.js';

export const documentation: Mode = {
	id: 'documentation',
	label: 'Document the change',
	summary: 'Opens the agent in a window to bring the documentation up to date with the task',
	isHeadless: false,
	source: 'built in',
	shadows: [],
	extras: [],
	atEnd: {},
	ask: askWith(`Bring the documentation up to date with what was done for task {task.id}: {task.title}

{task.description}

Find out first what was changed (\`git status\`, \`git log\`, and the difference to the branch that this one began from), and read the code: write what it does, not what it was meant to do. Then find every place that speaks of it: README, documents, help texts, comments, examples, a change log.

Write for whoever uses it and has not seen the change. Say what it is good for, how it is used, with an example that you have run, and what happens when it goes wrong. Keep to the form, the words and the length that the documents have already. Take away what is no longer true. Change no code but comments and help texts; where the code is wrong, say so instead of describing it.

When you are done, run \`maestro report progress '…'\` with what you wrote and what you left out.`),
};
