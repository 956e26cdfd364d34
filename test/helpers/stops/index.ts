import {eventually} from '../eventually.js';
import {endStops} from './ends.js';
import {everywhereStops} from './everywhere.js';
import {leavingStops} from './leavings.js';
import {listStops} from './lists.js';
import {messageStops} from './messages.js';
import {sessionStops} from './sessions.js';
import type {Stop} from './stop.js';
import {taskStops} from './tasks.js';

/** The way through the whole app. What a stop changes is there for those after it. */
export const stops: readonly Stop[] = [
	...listStops,
	...sessionStops,
	...leavingStops,
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
	'server.log-in': 'takes a server that asks for a password; log-in.test.tsx has one',
	'app.read-only': 'has no key, and is found by its name',
	'server.spawner': 'takes a desktop server; open-windows.test.tsx has one',
	'windows.open': 'takes a desktop server; open-windows.test.tsx has one',
	'windows.leave': 'takes a desktop server; open-windows.test.tsx has one',
	'session.write': 'takes a desktop server; open-windows.test.tsx has one',
	'capture.press': 'is any key; settings-file.test.ts presses one',
	'screen.suspend': 'takes a shell with jobs; leave-the-terminal.test.ts has one',
};
