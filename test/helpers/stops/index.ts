import {eventually} from '../eventually.js';
import {endStops} from './ends.js';
import {everywhereStops} from './everywhere.js';
import {listStops} from './lists.js';
import {messageStops} from './messages.js';
import {sessionStops} from './sessions.js';
import type {Stop} from './stop.js';
import {taskStops} from './tasks.js';

/** The way through the whole app. What a stop changes is there for those after it. */
export const stops: readonly Stop[] = [
	...listStops,
	...sessionStops,
	...taskStops,
	...messageStops,
	...everywhereStops,
	...endStops,
	{
		title: 'the end',
		async visit({press, hasEnded}) {
			await press('app.leave');
			await eventually(hasEnded);
		},
	},
];

/** What is not pressed on the way, and why. */
export const notOnTheWay: Readonly<Record<string, string>> = {
	'look.mouse': 'has no key, and is found by its name',
	'look.quiet': 'has no key, and is found by its name',
	'app.read-only': 'has no key, and is found by its name',
	'capture.press': 'is any key; settings-file.test.ts presses one',
	'screen.suspend': 'takes a shell with jobs; leave-the-terminal.test.ts has one',
};
