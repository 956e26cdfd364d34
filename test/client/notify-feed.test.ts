import {expect, onTestFinished, test} from 'vitest';
import type {ServerInfo} from '../../source/client/event.js';
import {followNeeds} from '../../source/client/feeds/notify.js';
import {notificationOf} from '../../source/client/select/news.js';
import {createStore} from '../../source/client/store.js';
import type {Settings} from '../../source/domain/settings.js';
import {hold, message, session} from '../helpers/builders.js';
import {createHandClock} from '../helpers/hand-clock.js';

const server: ServerInfo = {url: 'http://localhost', name: 'maestro-tui', version: '1', capabilities: ['messages']};
const asking = (id: string, question = 'May I?') =>
	session({id, name: `Session ${id}`, needsInput: {active: true, message: question, since: 1}});

const open = (values: Partial<Settings> = {}) => {
	const store = createStore();
	const {clock, schedule, pass, waiting} = createHandClock();
	const written: string[] = [];
	const stopping = new AbortController();
	onTestFinished(() => stopping.abort());
	const {settings} = store.get();
	store.send({event: 'settings:known', data: {...settings, values: {...settings.values, notify: 'osc9', ...values}}});
	followNeeds({
		...{store, clock, schedule, everyMs: 5000, signal: stopping.signal},
		terminal: {write: sequence => written.push(sequence)},
		throughMultiplexer: sequence => `<${sequence}>`,
	});
	const connect = (sessions = [asking('s-0')]) =>
		store.send(
			{event: 'connection:open', data: {...server}},
			{event: 'snapshot', data: {projects: [], tasks: [], sessions, messages: [], holds: []}},
		);
	connect();
	return {
		store,
		connect,
		waiting,
		stop: () => stopping.abort(),
		pass,
		ask: (id: string, question?: string) => store.send({event: 'session:updated', data: asking(id, question)}),
		told: () => {
			pass(0);
			return written.splice(0).map(text => text.replaceAll('\u001B', '^'));
		},
	};
};

test('what needed somebody before the app came is no news', () => {
	expect(open().told()).toEqual([]);
});

test('a session that comes to need somebody is told, once', () => {
	const {ask, told} = open();

	ask('s-1', 'rm -r build?');
	expect(told()).toEqual(['<^]9;Maestro: Session s-1 needs you: rm -r build?^\\>']);
	ask('s-1', 'rm -r build?');
	expect(told()).toEqual([]);
});

test('a message to the operator and a held exchange are told as well', () => {
	const {store, told, pass} = open();
	store.send({event: 'session:updated', data: session({id: 's-2', name: 'Builder'})});

	store.send({event: 'message:created', data: message({id: 'm-9', from: 's-2', message: 'Which one?\nRed?'})});
	expect(told()[0]).toContain('Builder: Which one? Red?');
	store.send({event: 'hold:opened', data: hold({id: 'h-9'})});
	pass(5000);

	expect(told()[0]).toContain('are held');
});

test('what comes within five seconds is told together, with its count; what was answered meanwhile is not', () => {
	const {ask, store, told, pass} = open();
	ask('s-1');
	expect(told().length).toBe(1);

	for (const id of ['s-2', 's-3', 's-4']) {
		ask(id);
		pass(500);
	}

	store.send({event: 'session:updated', data: session({id: 's-3'})});
	expect(told()).toEqual([]);
	pass(5000);

	expect(told()).toEqual(['<^]9;Maestro: 2 things need you. Session s-2 needs you: May I?^\\>']);
});

test('what is there when the connection comes back is no news, and what comes after it is', () => {
	const {ask, connect, store, told} = open();

	store.send({event: 'connection:lost', data: {reason: 'gone', at: 1}});
	connect([asking('s-0'), asking('s-1')]);
	expect(told()).toEqual([]);
	ask('s-2');

	expect(told().length).toBe(1);
});

test('nobody is told what they look at; what comes once they look elsewhere is told', () => {
	const {ask, store, told} = open();
	store.send({event: 'terminal:focused', data: {hasFocus: true}});
	ask('s-1');
	expect(told()).toEqual([]);

	store.send({event: 'terminal:focused', data: {hasFocus: false}});
	expect(told()).toEqual([]);
	ask('s-2');

	expect(told().length).toBe(1);
});

test('nothing is written into a pane that has the terminal', () => {
	const {ask, store, told} = open();
	store.send({event: 'terminal:lent'});
	ask('s-1');
	expect(told()).toEqual([]);

	store.send({event: 'terminal:returned'});

	expect(told()).toEqual([]);
});

for (const values of [{quiet: true}, {notify: 'none'}] as const) {
	test(`with ${JSON.stringify(values)} nobody is told anything`, () => {
		const {ask, told} = open(values);
		ask('s-1');
		expect(told()).toEqual([]);
	});
}

test('a bell goes to the multiplexer itself', () => {
	const {ask, told} = open({notify: 'bell'});
	ask('s-1');
	expect(told()).toEqual(['\u0007']);
});

test('nothing waits when it is over', () => {
	const {ask, stop, waiting} = open();
	ask('s-1');
	stop();
	expect(waiting()).toBe(0);
});

test('no text gets out of its sequence, or is longer than terminals show', () => {
	const text = `a;b\u001B\\\u0007\u009C\u001B]0;title\u0007${'x'.repeat(500)}`;
	for (const [how, marks] of [
		['osc9', 1],
		['osc777', 3],
		['osc99', 5],
	] as const) {
		const sequence = notificationOf(how, text);
		expect(sequence.match(/;/g)?.length).toBe(how === 'osc99' ? 4 : marks);
		expect(sequence.match(/\u001B\\/g)?.length).toBe(how === 'osc99' ? 2 : 1);
		expect(sequence).not.toMatch(/[\u0007\u009C\n]/);
		expect(sequence.length).toBeLessThan(260);
	}
});
