import {execFile} from 'node:child_process';
import {once} from 'node:events';
import {mkdir, writeFile} from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';
import {promisify} from 'node:util';
import {openApp} from '../lib/app.mjs';
import {bytesRow, changesByKeys} from '../lib/changes.mjs';
import {createPicture} from '../lib/picture.mjs';
import {awaitEnd, familyOf} from '../lib/processes.mjs';
import {median, quantile} from '../lib/statistics.mjs';
import {milliseconds, row, skipped} from '../lib/table.mjs';
import {bytesOf, findTerminals, openTerminal} from '../lib/terminal.mjs';
import {createWorld} from '../lib/world.mjs';

const run = promisify(execFile);
const size = {columns: 120, rows: 40};
const sessions = 10;

/** A model that refuses, so that a session is done at once, and nothing turns in its row while it waits. */
const startRefusingModel = async ({atEnd}) => {
	const refusal = {type: 'error', error: {type: 'invalid_request_error', message: 'Not in a benchmark'}};
	const server = http.createServer((request, response) => {
		request.resume();
		response.writeHead(400, {'content-type': 'application/json'}).end(JSON.stringify(refusal));
	});
	atEnd(() => {
		server.close();
		server.closeAllConnections();
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return `http://127.0.0.1:${server.address().port}`;
};

/** Claude Code's own list of what runs in the background, with sessions in it, in a home of its own. */
const openAgentView = async ({program, through, world, atEnd}) => {
	const home = path.join(world.folder, 'claude');
	const key = 'sk-ant-dummy-not-a-real-key-0123456789abcdef';
	const environment = {
		...world.environment,
		HOME: home,
		TMPDIR: world.folder,
		ANTHROPIC_BASE_URL: await startRefusingModel({atEnd}),
		ANTHROPIC_API_KEY: key,
		CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
		DISABLE_AUTOUPDATER: '1',
	};
	const claude = async (...words) => run(program, words, {cwd: world.directory, env: environment, timeout: 30_000});
	await mkdir(home);
	await writeFile(
		path.join(home, '.claude.json'),
		JSON.stringify({
			...{hasCompletedOnboarding: true, theme: 'dark'},
			customApiKeyResponses: {approved: [key.slice(-20)], rejected: []},
			projects: {[world.directory]: {hasTrustDialogAccepted: true}},
		}),
	);
	atEnd(async () => {
		const {stdout} = await claude('daemon', 'status');
		const pid = Number(/^pid:\s+(\d+)/m.exec(stdout)?.[1]);
		const family = Number.isNaN(pid) ? [] : await familyOf(pid);
		await claude('daemon', 'stop', '--any');
		await awaitEnd(family);
	});
	for (let number = 1; number <= sessions; number += 1) {
		await claude('--bg', `Review the parser, step ${number}`);
	}

	const terminal = await openTerminal({
		...{through, environment, directory: world.directory, atEnd, ...size},
		command: [program, 'agents'],
	});
	await terminal.shows('for shortcuts', 30_000);
	const picture = createPicture(size);
	await picture.apply(bytesOf(await terminal.settle(1500)));
	return {terminal, picture};
};

const rowsOf = async (name, list, [down, up], turns) => {
	const keys = Array.from({length: turns}, (_, index) => (index % 2 === 0 ? down : up));
	await changesByKeys(list, keys.slice(0, 10));
	const moves = await changesByKeys(list, keys);
	const latencies = moves.map(({latency}) => latency);
	return [
		bytesRow(`cursor move: ${name}`, moves),
		row({
			title: `key to first byte: ${name}`,
			value: milliseconds(median(latencies)),
			tail: milliseconds(quantile(latencies, 0.95)),
		}),
	];
};

const measure = async ({rounds, atEnd}) => {
	const through = await findTerminals();
	if (through === undefined) {
		return [skipped('Not measured: it takes script (util-linux) or python3 to give a program a terminal.')];
	}

	const world = await createWorld({atEnd});
	await world.populate(sessions);
	await world.start();
	const ours = await openApp({through, world, size, atEnd});
	const withPreview = await rowsOf('maestro-tui', ours, ['j', 'k'], rounds(40));
	// The others have none.
	await changesByKeys(ours, ['p'], 200);
	const without = await rowsOf('maestro-tui without its preview', ours, ['j', 'k'], rounds(40));
	await ours.terminal.close();
	const program = process.env.MAESTRO_CLAUDE;
	const theirs = program
		? await rowsOf(
				'agent view of Claude Code',
				await openAgentView({program, through, world, atEnd}),
				['\u001B[B', '\u001B[A'],
				rounds(40),
			)
		: [skipped('The agent view of Claude Code was not measured: MAESTRO_CLAUDE does not name its program.')];
	return [...withPreview, ...without, ...theirs];
};

/** The app next to other lists of agents, where they are there: as many rows, and as large a terminal. */
export const peersGroup = {name: 'peers', title: 'Lists of agents, 120 × 40, 10 rows', measure};
