import {expect, test} from 'vitest';
import {claude} from '../../source/agents/claude.js';
import {gemini} from '../../source/agents/gemini.js';
import type {Session} from '../../source/domain/session.js';
import {createNudge, nudgeLine} from '../../source/server/nudge.js';
import {nudgeAgain} from '../../source/server/nudge-again.js';
import {recordedScreen, screenNames} from '../agents/recorded-gemini.js';
import {session} from '../helpers/builders.js';
import {eventually} from '../helpers/eventually.js';
import {createFakeMultiplexer} from '../helpers/fake-multiplexer.js';
import {newWindow} from '../helpers/new-window.js';

const key = 'key_00001';
const idle = recordedScreen('idle');
const typed = recordedScreen('typed').replace('plan Shift+Tab to manual', 'Shift+Tab to accept edits');
const hour = 3_600_000;

type Given = {
	readonly isOn?: boolean;
	readonly waiting?: number;
	readonly screen?: string;
	readonly session?: Partial<Session>;
	readonly agent?: typeof gemini;
	/** What happens between the two looks, and once the line is typed. */
	readonly between?: (world: World) => void;
	readonly onTyped?: (world: World) => void;
	/** What the window shows once the line is typed. */
	readonly echo?: string;
};

type World = {
	readonly time: {now: number};
	change: (change: Partial<Session>) => void;
	setWaiting: (count: number) => void;
	show: (screen: string) => void;
};

const open = async (given: Given = {}) => {
	const time = {now: 1_000_000_000_000};
	let waiting = given.waiting ?? 1;
	const multiplexer = createFakeMultiplexer({
		echo(screen) {
			given.onTyped?.(world);
			return screen === idle ? (given.echo ?? typed) : screen;
		},
	});
	const {window} = await multiplexer.openWindow(newWindow({directory: '/tmp', key}));
	const {address, session: group} = await multiplexer.find();
	multiplexer.show(key, given.screen ?? idle);
	const place = {multiplexer: 'fake', address, session: group, windowId: window.id, paneId: window.paneId, key};
	const run = {id: 'run_1', taskId: 'T-1', mode: 'interactive', agent: 'gemini', isHeadless: false, startedAt: 0};
	let current = session({
		status: 'idle',
		activity: {state: 'idle', source: 'hook AfterAgent', at: time.now - 60_000},
		run: {...run, window: place},
		...given.session,
	});
	const world: World = {
		time,
		change(change) {
			current = {...current, ...change};
		},
		setWaiting(count) {
			waiting = count;
		},
		show: screen => multiplexer.show(key, screen),
	};
	const reports: string[] = [];
	const nudge = createNudge({
		isOn: given.isOn ?? true,
		findSession: id => (id === current.id ? current : undefined),
		agentOf: () => given.agent ?? gemini,
		waitingFor: () => waiting,
		multiplexers: {at: place => (place.multiplexer === 'fake' && place.address === address ? multiplexer : undefined)},
		async pause() {
			given.between?.(world);
		},
		clock: () => time.now,
		report: text => reports.push(text),
	});
	return {
		...world,
		multiplexer,
		nudge,
		reports,
		place,
		entered: () => multiplexer.typed.filter(({isEntered}) => isEntered),
	};
};

test('an agent that waits at its empty prompt is told once that a message is there', async () => {
	const {nudge, multiplexer} = await open();

	await nudge('s-1');

	expect(multiplexer.typed).toEqual([{key, text: nudgeLine, isEntered: true}]);
});

const working = {state: 'working', source: 'hook BeforeAgent', at: 999_999_999_000} as const;
const never: ReadonlyArray<[title: string, given: Given]> = [
	['the operator has not switched it on', {isOn: false}],
	['nothing waits', {waiting: 0}],
	['the agent works', {session: {activity: working}}],
	['a dialog is open', {session: {activity: {...working, state: 'needs-input'}}}],
	['it has just been started', {session: {activity: {...working, state: 'starting'}}}],
	['nobody has seen what it does', {session: {activity: undefined}}],
	[
		'it was seen idle many hours ago',
		{session: {activity: {...working, state: 'idle', at: 1_000_000_000_000 - 9 * hour}}},
	],
	['the session has ended', {session: {status: 'completed'}}],
	['its agent was seen to end', {session: {activity: {...working, state: 'ended'}}}],
	['it runs without a window', {session: {run: undefined}}],
	['something better wakes its client', {agent: claude}],
	['the agent begins to work between two looks', {between: ({change}) => change({activity: working})}],
	[
		'a turn began and ended between two looks',
		{between: ({change, time}) => change({activity: {...working, state: 'idle', at: time.now}})},
	],
	['the agent takes what waits between two looks', {between: ({setWaiting}) => setWaiting(0)}],
	['the session ends between two looks', {between: ({change}) => change({status: 'stopped'})}],
	['a person begins to type between two looks', {between: ({show}) => show(recordedScreen('draft'))}],
	['a dialog opens between two looks', {between: ({show}) => show(recordedScreen('dialog.permission'))}],
	['the window shows a shell by now', {screen: '$ '}],
	['the window shows nothing', {screen: ''}],
];

for (const [title, given] of never) {
	test(`nothing is typed when ${title}`, async () => {
		const {nudge, multiplexer} = await open(given);

		await nudge('s-1');

		expect(multiplexer.typed).toEqual([]);
	});
}

for (const name of screenNames.filter(name => !name.startsWith('idle') && name !== 'shortcuts')) {
	test(`nothing is typed into a window that shows "${name}"`, async () => {
		const {nudge, multiplexer} = await open({screen: recordedScreen(name)});

		await nudge('s-1');

		expect(multiplexer.typed).toEqual([]);
	});
}

const notEntered: ReadonlyArray<[title: string, onTyped: NonNullable<Given['onTyped']>]> = [
	['the agent began to work', ({change}) => change({activity: working})],
	['the agent has taken what waited', ({setWaiting}) => setWaiting(0)],
	['the session has ended', ({change}) => change({status: 'stopped'})],
];

for (const [title, onTyped] of notEntered) {
	test(`Enter is not pressed when ${title} since the line was typed`, async () => {
		const {nudge, multiplexer, reports} = await open({onTyped});

		await nudge('s-1');

		expect(multiplexer.typed).toEqual([{key, text: nudgeLine, isEntered: false}]);
		expect(reports).toEqual([expect.stringContaining('not entered')]);
	});
}

test('Enter is not pressed when a person has typed into the same prompt', async () => {
	const {nudge, multiplexer} = await open({echo: typed.replace(nudgeLine, `${nudgeLine} wait`)});

	await nudge('s-1');

	expect(multiplexer.typed).toEqual([{key, text: nudgeLine, isEntered: false}]);
});

test('however often it is asked for, one line is typed until a hook of the agent has run', async () => {
	const {nudge, entered, show, change, time} = await open();
	await Promise.all(Array.from({length: 20}, async () => nudge('s-1')));
	show(idle);
	time.now += hour;
	await nudge('s-1');
	expect(entered()).toHaveLength(1);

	change({activity: {state: 'idle', source: 'hook AfterAgent', at: time.now}});
	await nudge('s-1');

	expect(entered()).toHaveLength(2);
});

test('two lines have some seconds between them, however short the turns are', async () => {
	const {nudge, entered, show, change, time} = await open();
	await nudge('s-1');
	show(idle);
	time.now += 9000;
	change({activity: {state: 'idle', source: 'hook AfterAgent', at: time.now}});
	await nudge('s-1');
	expect(entered()).toHaveLength(1);

	time.now += 1000;
	await nudge('s-1');

	expect(entered()).toHaveLength(2);
});

test('a window of another server of the multiplexer is left alone', async () => {
	const {nudge, multiplexer, change, place} = await open();
	const run = {id: 'run_1', taskId: 'T-1', mode: 'interactive', agent: 'gemini', isHeadless: false, startedAt: 0};
	change({run: {...run, window: {...place, address: '/elsewhere'}}});

	await nudge('s-1');

	expect(multiplexer.typed).toEqual([]);
});

test('a window that is gone is reported, and keeps nobody from the next nudge', async () => {
	const {nudge, multiplexer, reports, place, show} = await open();
	await multiplexer.closeWindow({id: place.windowId, paneId: place.paneId, key});
	await nudge('s-1');
	expect(reports).toEqual([expect.stringContaining('s-1 could not be nudged')]);

	await multiplexer.openWindow(newWindow({directory: '/tmp', key}));
	show(idle);
	await nudge('s-1');

	expect(reports).toHaveLength(2);
});

test('an agent that could not be nudged at first is nudged once its prompt is empty', async () => {
	const stop = new AbortController();
	const {nudge, entered, show} = await open({screen: recordedScreen('draft')});
	const done = nudgeAgain({sessions: () => [session()], nudge, everyMs: 1, signal: stop.signal});

	show(idle);

	await eventually(async () => expect(entered()).toHaveLength(1));
	stop.abort();
	await done;
});
