import {mkdir, readdir, rename, utimes, writeFile} from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import {expect, onTestFinished, test} from 'vitest';
import {type HookEvent, leadingMembers, parseObject, writeHookEvent} from '../../source/system/hook-event.js';
import {readHookEvents} from '../../source/system/hook-events.js';
import {eventually} from '../helpers/eventually.js';
import {temporaryFolder} from '../helpers/temporary.js';

const client = {pid: '4711', folder: '/home/user/.claude'};
const inputOf = (name: string) => JSON.stringify({hook_event_name: name});

const open = async (onEvent?: (sessionId: string, event: HookEvent) => Promise<void> | void) => {
	const folder = path.join(await temporaryFolder(), 'events');
	await mkdir(folder);
	const stopping = new AbortController();
	onTestFinished(() => stopping.abort());
	const seen: Array<readonly [string, unknown]> = [];
	const reports: string[] = [];
	return {
		folder,
		seen,
		reports,
		stop: () => stopping.abort(),
		leave: async (name: string, input: string, secondsAgo = 0) => {
			const file = path.join(folder, '..', 'draft');
			await writeFile(file, writeHookEvent(input, client));
			const at = Date.now() / 1000 - secondsAgo;
			await utimes(file, at, at);
			await rename(file, path.join(folder, name));
		},
		start: async () =>
			readHookEvents({
				folder,
				onEvent: async (sessionId, event) => {
					await onEvent?.(sessionId, event);
					seen.push([sessionId, event.input.hook_event_name]);
				},
				report: text => reports.push(text),
				signal: stopping.signal,
				everyMs: 100,
			}),
	};
};

test('what was left before is handed over at the start, oldest first, and taken away', async () => {
	const events = await open();
	await events.leave('sess_b.200.1', inputOf('Stop'), 10);
	await events.leave('sess_b.100.2', inputOf('UserPromptSubmit'), 20);
	await events.leave('sess_a.150.3', inputOf('SessionStart'), 15);

	await events.start();

	expect(events.seen).toEqual([
		['sess_b', 'UserPromptSubmit'],
		['sess_a', 'SessionStart'],
		['sess_b', 'Stop'],
	]);
	expect(await readdir(events.folder)).toEqual([]);
});

test('what a hook leaves later is handed over with its client and its time', async () => {
	const got: HookEvent[] = [];
	const events = await open((_, event) => void got.push(event));
	await events.start();

	await events.leave('sess_b.300.1', inputOf('Stop'));

	await eventually(() => expect(got).toHaveLength(1));
	expect(got[0]).toMatchObject({clientPid: 4711, clientFolder: '/home/user/.claude'});
	expect(Math.abs((got[0]?.at ?? 0) - Date.now())).toBeLessThan(5000);
});

test('an event that is still being written waits to be whole, and so does what comes after it', async () => {
	const events = await open();
	await events.start();

	await writeFile(path.join(events.folder, 'sess_b.100.1'), '4711\n/home/user/.claude\n{"hook_event_na');
	await events.leave('sess_b.101.2', inputOf('Stop'));
	await events.leave('sess_a.102.3', inputOf('SessionStart'));
	await eventually(() => expect(events.seen).toEqual([['sess_a', 'SessionStart']]));
	await events.leave('sess_b.100.1', inputOf('UserPromptSubmit'), 0.5);

	await eventually(() => expect(events.seen).toHaveLength(3));
	expect(events.seen.slice(1)).toEqual([
		['sess_b', 'UserPromptSubmit'],
		['sess_b', 'Stop'],
	]);
});

test('an event that was never finished gives the members that are whole', async () => {
	const events = await open();
	await events.leave('sess_b.100.1', '{"hook_event_name":"PermissionRequest","tool_input":{"command":"ec', 5);

	await events.start();

	expect(events.seen).toEqual([['sess_b', 'PermissionRequest']]);
	expect(await readdir(events.folder)).toEqual([]);
});

test('what no hook of ours left is removed, and nothing is made of it', async () => {
	const events = await open();
	await events.leave('no-dots', inputOf('Stop'), 5);
	await events.leave('.hidden.1.2', inputOf('Stop'), 5);
	await events.leave('sess b.1.2', inputOf('Stop'), 5);
	await events.leave('sess_b.1.2', 'not JSON', 5);
	await events.leave('sess_b.1.3', `{"hook_event_name":"Stop","x":"${'x'.repeat(100_000)}"}`, 5);
	await mkdir(path.join(events.folder, 'sess_b.1.4'));

	await events.start();

	expect(events.seen).toEqual([]);
	expect(await readdir(events.folder)).toEqual([]);
});

test('an event that could not be taken is brought again, before those that follow it', async () => {
	let fails = 2;
	const events = await open(() => {
		if (fails-- > 0) {
			throw new Error('the disk is full');
		}
	});
	await events.leave('sess_b.100.1', inputOf('UserPromptSubmit'), 0.2);
	await events.leave('sess_b.101.1', inputOf('Stop'), 0.1);

	await events.start();

	await eventually(() =>
		expect(events.seen).toEqual([
			['sess_b', 'UserPromptSubmit'],
			['sess_b', 'Stop'],
		]),
	);
	expect(events.reports).toHaveLength(2);
});

test('nothing is taken any more once it was told to stop', async () => {
	const events = await open();
	await events.start();
	events.stop();

	await events.leave('sess_b.100.1', inputOf('Stop'), 5);
	await events.start();

	expect(events.seen).toEqual([]);
	expect(await readdir(events.folder)).toEqual(['sess_b.100.1']);
});

test('of an object that was cut anywhere, the leading members are read as they were', () => {
	fc.assert(
		fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.nat(), (object, cut) => {
			const json = JSON.stringify(object);
			const read = parseObject(leadingMembers(json.slice(0, Math.max(1, cut % (json.length + 1)))));
			const whole: Readonly<Record<string, unknown>> = JSON.parse(json);

			expect(read).toBeDefined();
			for (const [name, value] of Object.entries(read ?? {})) {
				expect(value).toEqual(whole[name]);
			}
		}),
	);
});
