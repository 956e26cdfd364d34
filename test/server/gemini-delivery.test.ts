import {expect, test} from 'vitest';
import {gemini} from '../../source/agents/gemini.js';
import {badgeOf} from '../../source/domain/badge.js';
import {createDelivery} from '../../source/server/delivery.js';
import {recordedHook} from '../agents/recorded-gemini.js';
import {project, session} from '../helpers/builders.js';
import {openServer} from '../helpers/server.js';

const open = async () => {
	const {inbox, sessions, bells, time} = await openServer({
		projects: [project()],
		sessions: [session({metadata: {agentTool: 'gemini', agentVersion: '0.61.0'}}), session({id: 's-2'})],
	});
	const clock = () => {
		time.now += 1;
		return time.now;
	};
	const delivery = createDelivery({inbox, sessions, agentOf: () => gemini, bells, clock, nonce: () => 'n0nce'});
	return {
		delivery,
		inbox,
		sessions,
		send: async () => (await inbox.send({from: 's-2', to: 's-1', text: 'Look at the tests'})).message.id,
		take: async (name: string) => delivery.take('s-1', {hook: recordedHook(name)}),
		observe: async (name: string) => delivery.observe('s-1', recordedHook(name), clock()),
		badge: () => badgeOf(sessions.get('s-1')),
	};
};

for (const event of ['BeforeAgent', 'AfterTool', 'AfterAgent']) {
	test(`a message goes with the answer to ${event}, and is delivered when that is out`, async () => {
		const {send, take, delivery, inbox, badge} = await open();
		const id = await send();

		const took = await take(event);

		expect(took.hook?.stdout).toContain('Look at the tests');
		expect(inbox.get(id)).toMatchObject({status: 'pending'});
		expect(await delivery.confirm('s-1', took.taking ?? '')).toBe(1);
		expect(inbox.get(id)).toMatchObject({status: 'delivered', delivery: {via: `hook ${event}`}});
		expect(badge()).toBe('working');
	});
}

test('a subagent gets nothing of what is written to its session, which gets it when the subagent is done', async () => {
	const {send, take, observe} = await open();
	await observe('BeforeAgent');
	await observe('BeforeTool.invoke_agent');
	await send();

	expect(await take('AfterTool.in-subagent')).toMatchObject({count: 0});

	expect(await take('AfterTool.invoke_agent')).toMatchObject({count: 1});
});

test('the dialog of a subagent is one of its session', async () => {
	const {observe, badge} = await open();
	await observe('BeforeTool.invoke_agent');

	await observe('Notification');

	expect(badge()).toBe('needs-input');
});

test('what a question asks stays, though the client then says no more than that there is one', async () => {
	const {observe, sessions} = await open();
	await observe('BeforeTool.ask_user');

	await observe('Notification.ask_user');

	expect(sessions.get('s-1').needsInput).toMatchObject({active: true, message: 'Which colour?'});
});
