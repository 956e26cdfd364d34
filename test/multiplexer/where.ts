import {writeFile} from 'node:fs/promises';
import {insideOf} from '../../source/multiplexer/inside.js';
import {listAncestors} from '../../source/system/ancestors.js';
import {run} from '../../source/system/run.js';
import {serverIn} from '../../source/tmux/inside.js';

/** Writes down which multiplexer this terminal is in: tmux, or one called `around`. */
const [, , file = ''] = process.argv;
const inside = await insideOf({
	signs: [
		{name: 'tmux', serverIn},
		{
			name: 'around',
			serverIn: ({AROUND}) => (AROUND === undefined ? undefined : ({program}) => program === 'around'),
		},
	],
	environment: process.env,
	ancestors: async () => listAncestors(run),
});
await writeFile(file, `${inside}\n`);
