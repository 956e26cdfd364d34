import {expect, test} from 'vitest';
import {readDesktopFrame, type Told} from '../../../source/protocol/desktop/frames.js';
import {desktopMember, desktopProject, desktopSession, desktopTask} from '../../helpers/desktop/builders.js';
import {recordings} from '../../helpers/desktop/recordings.js';

const frameOf = (event: string, data: unknown): string => JSON.stringify([{type: event, event, data, timestamp: 1}]);

const inShort = (told: Told): string => {
	switch (told.says) {
		case 'is': {
			return `${told.kind} ${told.item.id} is`;
		}

		case 'gone':
		case 'touched': {
			return `${told.kind} ${told.id} ${told.says}`;
		}

		case 'status': {
			return `session ${told.id} ${told.status}`;
		}

		case 'order': {
			return `order ${told.order.kind}`;
		}

		default: {
			return told.says;
		}
	}
};

const rows: ReadonlyArray<readonly [event: string, data: unknown, told: readonly string[]]> = [
	['project:updated', desktopProject(), ['project proj_1 is']],
	['project:deleted', {id: 'proj_1'}, ['project proj_1 gone']],
	['task:created', desktopTask(), ['task task_1 is']],
	['task:deleted', {id: 'task_1'}, ['task task_1 gone']],
	['task:session_added', {taskId: 'task_1', sessionId: 'sess_1'}, ['task task_1 touched', 'session sess_1 touched']],
	['session:task_removed', {taskId: 'task_1', sessionId: 'sess_1'}, ['task task_1 touched', 'session sess_1 touched']],
	['session:created', desktopSession(), ['session sess_1 is']],
	['session:deleted', {id: 'sess_1'}, ['session sess_1 gone', 'order deleted']],
	['session:status_changed', {id: 'sess_1', status: 'failed', lastActivity: 5}, ['session sess_1 failed']],
	['session:mode_changed', {sessionId: 'sess_1', mode: 'coordinator', timestamp: 5}, ['session sess_1 touched']],
	['session:resume', {session: desktopSession()}, ['session sess_1 is', 'order unreadable']],
	[
		'session:prompt_send',
		{sessionId: 'sess_1', content: 'Go on', mode: 'send', senderSessionId: 'ui'},
		['session sess_1 touched', 'prompted', 'order prompt'],
	],
	['team_member:updated', desktopMember(), ['member tm_1 is']],
	['team_member:archived', {id: 'tm_1'}, ['member tm_1 touched']],
	['team_member:archived', desktopMember({status: 'archived'}), ['member tm_1 is']],
	['team_member:deleted', {id: 'tm_1'}, ['member tm_1 gone']],
	['notify:needs_input', {sessionId: 'sess_1', name: 'x', message: 'y'}, ['session sess_1 touched']],
	[
		'notify:task_session_failed',
		{taskId: 'task_1', sessionId: 'sess_1', title: ''},
		['task task_1 touched', 'session sess_1 touched'],
	],
	['session:created', desktopSession({metadata: {isOperator: true}}), ['prompted']],
	['model_profile:updated', {id: 'mp_1'}, []],
	['session:modal', {sessionId: 'sess_1', html: '<b>hi</b>'}, []],
	['something:new', {}, []],
	['session:updated', {id: 5}, ['unreadable']],
	['session:status_changed', {id: 'sess_1', status: 'asleep', lastActivity: 5}, ['unreadable']],
	['task:updated', undefined, ['unreadable']],
];

for (const [event, data, told] of rows) {
	test(`${event} of ${JSON.stringify(data)?.slice(0, 60)}: ${told.join(', ') || 'nothing'}`, () => {
		expect(readDesktopFrame(frameOf(event, data)).map(inShort)).toEqual(told);
	});
}

test('an object is one event, an answer to us is none, and everything else cannot be read', () => {
	const one = {event: 'task:deleted', data: {id: 'task_1'}};

	expect(readDesktopFrame(JSON.stringify(one)).map(inShort)).toEqual(['task task_1 gone']);
	expect(readDesktopFrame('{"type":"pong","timestamp":1}')).toEqual([]);
	expect(readDesktopFrame('{"type":"subscribed","projectId":"proj_1","timestamp":1}')).toEqual([]);
	for (const text of ['', '[{"event":"task:upd', '5', '"text"', 'null', '[5]', '{}']) {
		expect(readDesktopFrame(text)).toEqual([{says: 'unreadable'}]);
	}
});

test('of a session neither the environment nor what fills its file comes in', () => {
	const [told] = readDesktopFrame(
		frameOf(
			'session:updated',
			desktopSession({env: {OPENAI_API_KEY: 'sk-1'}, events: [{id: 'evt_1'}], manifest: {a: 1}}),
		),
	);

	expect(told).toMatchObject({says: 'is', item: {id: 'sess_1'}});
	expect(JSON.stringify(told)).not.toMatch(/sk-1|evt_1|manifest/);
});

test('texts come without what a terminal would obey', () => {
	const [told] = readDesktopFrame(
		frameOf(
			'session:updated',
			desktopSession({name: '\u001B[31mred\u0007 \u009B2J\u202Eder', metadata: {mode: 'w\u001B[2J'}}),
		),
	);

	expect(told).toMatchObject({item: {name: 'red der', metadata: {mode: 'w'}}});
});

test('a timeline that a resume has doubled has each entry once', () => {
	const timeline = [
		{id: 'evt_1', type: 'progress', timestamp: 1, message: 'a'},
		{id: 'evt_2', type: 'progress', timestamp: 2, message: 'b'},
	];
	const [told] = readDesktopFrame(frameOf('session:updated', desktopSession({timeline: [...timeline, ...timeline]})));

	expect(told).toMatchObject({item: {timeline: [{id: 'evt_1'}, {id: 'evt_2'}]}});
});

test('every frame that was recorded can be read', () => {
	const frames = recordings.flatMap(({frames: all = []}) => all.map(({frame}) => JSON.stringify(frame)));
	const unreadable = frames.filter(frame => readDesktopFrame(frame).some(({says}) => says === 'unreadable'));

	expect(frames.length).toBeGreaterThan(100);
	expect(unreadable).toEqual([]);
});
