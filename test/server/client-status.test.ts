import {mkdir, rename, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {claude} from '../../source/agents/claude.js';
import {followClients} from '../../source/server/client-status.js';
import {eventually} from '../helpers/eventually.js';
import {temporaryFolder} from '../helpers/temporary.js';

const open = async ({hasFolder = true, refuses = false, folder = ''} = {}) => {
	folder ||= await temporaryFolder();
	const files = path.join(folder, 'sessions');
	const stopping = new AbortController();
	onTestFinished(() => stopping.abort());
	const told: Array<readonly [sessionId: string, status: string]> = [];
	const reports: string[] = [];
	const clients = followClients({
		async onStatus(sessionId, status) {
			told.push([sessionId, status]);
			if (refuses) {
				throw new Error('the disk is full');
			}
		},
		report: text => reports.push(text),
		signal: stopping.signal,
	});
	if (hasFolder) {
		await mkdir(files, {recursive: true});
	}

	const know = (sessionId: string, pid: number) => clients.know(sessionId, claude, {pid, folder});
	const say = async (pid: number, text: string) => writeFile(path.join(files, `${pid}.json`), text);
	return {know, say, told, reports, stopping, files, folder};
};

test('what a client says of itself is told of its session', async () => {
	const {know, say, told} = await open();
	know('s-1', 11);
	know('s-2', 12);

	await say(11, '{"status":"busy"}');
	await eventually(() => expect(told).toContainEqual(['s-1', 'busy']));
	await say(12, '{"status":"idle"}');
	await eventually(() => expect(told).toContainEqual(['s-2', 'idle']));
	expect(new Set(told.map(String))).toEqual(new Set(['s-1,busy', 's-2,idle']));
});

test('a file that takes the place of the old one is read', async () => {
	const {know, told, files} = await open();
	know('s-1', 11);
	await writeFile(path.join(files, 'draft'), '{"status":"idle"}');

	await rename(path.join(files, 'draft'), path.join(files, '11.json'));

	await eventually(() => expect(told.at(-1)).toEqual(['s-1', 'idle']));
});

test('files of clients that nobody knows, and words that are not known, say nothing', async () => {
	const {know, say, told} = await open();
	know('s-1', 11);

	await say(99, '{"status":"idle"}');
	await say(11, '{"status":"dancing"}');
	await say(11, '{"stat');
	await say(11, '{"status":"waiting","waitingFor":"dialog open"}');
	await say(11, '{"status":"idle"}');

	await eventually(() => expect(told.at(-1)).toEqual(['s-1', 'idle']));
	expect(new Set(told.map(([, status]) => status))).toEqual(new Set(['idle']));
});

test('the process that a session had before says nothing of it any more', async () => {
	const {know, say, told} = await open();
	know('s-1', 11);
	know('s-1', 12);

	await say(11, '{"status":"idle"}');
	await say(12, '{"status":"busy"}');

	await eventually(() => expect(told.at(-1)).toEqual(['s-1', 'busy']));
	expect(told.map(([, status]) => status)).not.toContain('idle');
});

test('a folder that is not there yet is watched once it is', async () => {
	const {know, say, told, files} = await open({hasFolder: false});
	know('s-1', 11);
	await mkdir(files);
	know('s-1', 11);

	await say(11, '{"status":"idle"}');

	await eventually(() => expect(told).toContainEqual(['s-1', 'idle']));
});

test('a status that could not be kept is reported, and the next one is told again', async () => {
	const {know, say, told, reports} = await open({refuses: true});
	know('s-1', 11);

	await say(11, '{"status":"idle"}');
	await eventually(() => expect(reports[0]).toMatch(/11\.json was not taken/));
	await say(11, '{"status":"busy"}');

	await eventually(() => expect(told).toContainEqual(['s-1', 'busy']));
});

test('nothing is told any more once it is over', async () => {
	const {know, say, told, stopping, folder} = await open();
	const other = await open({folder});
	know('s-1', 11);
	other.know('s-1', 11);
	await say(11, '{"status":"idle"}');
	await eventually(() => expect(told).not.toEqual([]));

	stopping.abort();
	await say(11, '{"status":"busy"}');
	await eventually(() => expect(other.told.at(-1)).toEqual(['s-1', 'busy']));

	expect(told.map(([, status]) => status)).not.toContain('busy');
});
