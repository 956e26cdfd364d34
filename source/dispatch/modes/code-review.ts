import type {Mode} from '../mode.js';
import {askWith} from '../prompt.js';

export const codeReview: Mode = {
	id: 'code-review',
	label: 'Review the change',
	summary: 'Reviews what was changed for the task, in the background; the log has the findings',
	isHeadless: true,
	source: 'built in',
	shadows: [],
	extras: [],
	atEnd: {},
	ask: askWith(`Review the change that was made for task {task.id}: {task.title}

{task.description}

You review; you do not repair. Change no file, commit nothing and switch no branch. Nobody watches this run, so do not ask: where something is unclear, say what you took it to mean.

Find the change first. In a git work tree it is what this branch has over the branch that it began from, with what is not committed yet; \`git status\` and \`git log\` show which. Where there is no change, say so and stop.

Read the changed files whole, and those that call into them, before you judge. Look, in this order, for:

1. what does not do what the task asks for, or only a part of it;
2. what is wrong: cases that were not thought of, errors that are swallowed, things that happen at once, data that can be lost, doors that are left open to whoever sends bad input;
3. what was broken elsewhere, or now says something else than its documentation;
4. tests that are missing, and tests that could not fail; run those there are, where that changes nothing;
5. what could be simpler, shorter or better named.

Report only what you have checked in the code. Your last answer is the review, and it is all that anybody will read of this run:

- one line with your verdict: ready, ready after small changes, or not ready;
- the findings, the gravest first, each with its file and line, what happens, and what to do about it; say of each whether it has to be mended before this goes on;
- what you did not look at, and why.

Before you give it, run \`maestro report progress '…'\` with your verdict and the gravest finding in one sentence, so that the operator sees it.`),
};
