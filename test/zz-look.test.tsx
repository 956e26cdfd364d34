import {writeFileSync} from 'node:fs';
import {setTimeout as pause} from 'node:timers/promises';
import {test} from 'vitest';
import {longAgo, message, project, session, task} from './helpers/builders.js';
import {createFakeMultiplexer} from './helpers/fake-multiplexer.js';
import {openApp} from './helpers/open-app.js';

for (const [columns, rows] of [
	[80, 24],
	[200, 50],
	[50, 14],
] as const)
	test(`look ${columns}`, async () => {
		const multiplexer = createFakeMultiplexer();
		const {window} = await multiplexer.openWindow({
			key: 'key_0000001',
			meta: {taskId: 'T-1', mode: 'interactive', sessionId: 's-1', runId: 'r-1'},
			name: 'T-1-interactive',
			directory: '/tmp',
			command: ['cat'],
			environment: {},
			without: [],
		});
		multiplexer.show('key_0000001', 'hello \u001b[31mred world\u001b[0m\n> 日本語 wide 👩‍👩‍👧 x\n\u001b[1mbold');
		const place = {
			multiplexer: 'fake',
			address: 'memory',
			session: 'maestro',
			windowId: window.id,
			paneId: window.paneId,
			key: window.key,
		};
		const app = await openApp({
			columns,
			rows,
			multiplexer,
			projects: [project(), project({id: 'p-2', name: '日本語プロジェクト', workingDir: '/srv/x'})],
			tasks: [
				task(),
				task({id: 'T-2', parentId: 'T-1', title: 'Sub 👩‍👩‍👧 task', status: 'in_progress', priority: 'high'}),
				task({id: 'T-3', title: 'Another', status: 'completed'}),
			],
			sessions: [
				session({
					run: {
						id: 'r-1',
						taskId: 'T-1',
						mode: 'interactive',
						agent: 'claude',
						isHeadless: false,
						startedAt: longAgo,
						window: place,
					},
					activity: {state: 'working', source: 'hook PostToolUse', at: longAgo},
				}),
				session({
					id: 's-2',
					name: 'レビュー',
					taskIds: ['T-2'],
					status: 'idle',
					startedAt: longAgo + 1,
					needsInput: {active: true, message: 'May I?', since: longAgo},
				}),
				session({id: 's-3', name: 'old', status: 'completed', completedAt: longAgo}),
			],
			messages: [
				message(),
				message({
					id: 'm-2',
					order: 2,
					from: 's-2',
					message: 'Blocked: which database?\nPostgres or SQLite',
					status: 'delivered',
					delivery: {via: 'inbox', attempts: 1},
				}),
				message({
					id: 'm-3',
					order: 3,
					from: 'operator',
					to: 's-1',
					message: 'Thanks',
					status: 'delivered',
					deliveredAt: longAgo,
					metadata: {threadId: 'm-1', replyTo: 'm-1'},
					delivery: {via: 'hook Stop', attempts: 1},
				}),
			],
		});
		await pause(300);
		const out: string[] = [];
		const shot = (name: string) => out.push(`=== ${name}`, app.frame());
		shot('sessions');
		await app.press('j');
		await pause(50);
		shot('sessions j');
		await app.press('.');
		shot('explain');
		await app.press('tab');
		shot('tasks');
		await app.press('j', 'n');
		shot('dispatch');
		await app.press('enter');
		await pause(60);
		shot('planned');
		await app.press('esc', 'tab');
		shot('projects');
		await app.press('tab');
		shot('inbox');
		await app.press('enter');
		await pause(60);
		shot('thread');
		await app.press('r');
		await app.press('Hello', 'ctrl+j', 'second 日本');
		shot('compose');
		await app.press('tab');
		shot('picker');
		await app.press('esc');
		await app.press('?');
		shot('help');
		await app.press('esc', 'esc', '/');
		await app.press('x');
		shot('filter');
		writeFileSync(`/tmp/scr/look-${columns}.txt`, out.join('\n'));
		app.written.length = 0;
		await app.press('esc');
		await app.press('tab');
		await pause(100);
		app.written.length = 0;
		await app.press('j');
		console.log(
			'bytes',
			columns,
			Buffer.byteLength(app.written.join('')),
			JSON.stringify(app.written.join('')).slice(0, 700),
		);
	});
