import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import {createInterface} from 'node:readline';
import {buildSource} from './build-source.mjs';
import {root} from './world.mjs';

/** Starts the stand-in for a desktop server, with 200 sessions and 2,000 tasks. */
export const startDesktop = async ({folder, atEnd}) => {
	// It ends with a test, where one is under way.
	const noTests = path.join(folder, 'no-tests.mjs');
	await writeFile(noTests, 'export const onTestFinished = () => {};\n');
	const standIn = await buildSource(
		folder,
		'desktop',
		`export {startDesktopServer} from './test/helpers/desktop/server.ts';
		export {desktopProject, desktopSession, desktopTask} from './test/helpers/desktop/builders.ts';`,
		{alias: {vitest: noTests}},
	);
	const program = path.join(root, 'bench', 'programs', 'desktop.mjs');
	const server = spawn(process.execPath, [program, standIn], {stdio: ['pipe', 'pipe', 'inherit']});
	atEnd(async () => {
		const ended = once(server, 'exit');
		server.stdin.end();
		await ended;
	});
	const lines = createInterface({input: server.stdout})[Symbol.asyncIterator]();
	const {value: url} = await lines.next();

	return {
		url,
		pid: server.pid,
		/** Tells it something, and resolves with its answer. */
		async tell(what) {
			server.stdin.write(`${JSON.stringify(what)}\n`);
			return JSON.parse((await lines.next()).value);
		},
	};
};
