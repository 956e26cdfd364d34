import {copyFile, mkdir, readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import type {Agent, HookInput, Launch} from '../../../source/agents/agent.js';
import {writeRunFolder} from '../../../source/dispatch/run-folder.js';
import {run} from '../../../source/system/run.js';
import type {ClientHome} from '../../helpers/real-client.js';
import {temporaryFolder} from '../../helpers/temporary.js';
import {writeGeminiSettings} from './gemini.js';

const assets = path.join(import.meta.dirname, '..', '..', '..', 'assets');

type Ended = {
	readonly exitCode: number | undefined;
	/** What it printed, for people. */
	readonly said: readonly string[];
	/** What its hooks were told, in order. */
	readonly heard: readonly HookInput[];
};

/**
A place for runs of a real client without a window, started as a server does it: by `maestro-launch`, with the prompt in a file.
*/
export const openHeadless = async (agent: Agent, program: string, {environment, settle}: ClientHome) => {
	const folder = await temporaryFolder();
	const [checkout, runFolder, programs] = ['checkout', 'run', 'bin'].map(name => path.join(folder, name)) as [
		string,
		string,
		string,
	];
	const hookProgram = path.join(programs, 'maestro-hook');
	const diary = path.join(folder, 'diary');
	await mkdir(path.join(checkout, '.git'), {recursive: true});
	await mkdir(programs);
	await writeFile(diary, '');
	await writeFile(hookProgram, `#!/bin/sh\nlast=$(cat)\nprintf '%s\\n' "$last" >>'${diary}'\n`, {mode: 0o755});
	await copyFile(path.join(assets, 'opencode-plugin.js'), path.join(programs, 'opencode-plugin.js'));
	await settle({home: folder, checkout});
	if (agent.id === 'gemini') {
		const {hooks} = agent.settings({version: agent.oldest, hookProgram}) as {readonly hooks: object};
		await writeGeminiSettings(folder, hooks);
	}

	/** Runs it to its end. */
	const runOnce = async (launch: Partial<Launch>): Promise<Ended> => {
		const {args, ...start} = agent.launch({folder: runFolder, hooks: {hookProgram}, isHeadless: true, ...launch});
		await writeRunFolder(runFolder, {...start, token: 'none', prompt: args.at(-1)});
		await writeFile(diary, '');
		const command = ['sh', path.join(assets, 'maestro-launch'), runFolder, program, ...args.slice(0, -1)];
		const {exitCode, stdout} = await run('env', ['-i', ...variables, ...command], {
			directory: checkout,
			timeoutMs: 240_000,
		});
		const notes = (await readFile(diary, 'utf8')).split('\n').filter(Boolean);
		return {
			exitCode,
			said: stdout
				.trimEnd()
				.split('\n')
				.flatMap(line => agent.readOutput?.(line) ?? []),
			heard: notes.map((note): HookInput => JSON.parse(note)),
		};
	};

	const variables = Object.entries({
		HOME: folder,
		PATH: `${path.dirname(process.execPath)}:${process.env.PATH}`,
		LANG: 'C.UTF-8',
		TERM: 'xterm-256color',
		SHELL: '/bin/sh',
		MAESTRO_HOME: folder,
		MAESTRO_SESSION_ID: 'sess_1',
		...environment,
	}).map(([name, value]) => `${name}=${value}`);

	return {checkout, runOnce};
};
