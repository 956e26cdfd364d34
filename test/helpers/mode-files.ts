import {mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import type {Agent} from '../../source/agents/agent.js';
import type {Work} from '../../source/dispatch/mode.js';
import {createModes} from '../../source/dispatch/mode-files/modes.js';
import type {WatchList} from '../../source/dispatch/mode-files/watch.js';
import {modes as builtIn} from '../../source/dispatch/modes/index.js';
import {project, task} from './builders.js';
import {temporaryFolder} from './temporary.js';

/** Of agents only what a mode file can contradict. */
const agents: ReadonlyArray<Pick<Agent, 'id' | 'isHeadlessToo' | 'permissions'>> = [
	{id: 'claude', isHeadlessToo: true, permissions: ['ask', 'plan', 'edit', 'all']},
	{id: 'windowed', isHeadlessToo: false, permissions: ['all']},
];

export type Files = Readonly<Record<string, string | Uint8Array>>;

/** Writes files under a folder; a name that ends with a slash is an empty folder. */
export const writeFiles = async (folder: string, files: Files): Promise<void> => {
	for (const [name, content] of Object.entries(files)) {
		const file = path.join(folder, name);
		await mkdir(name.endsWith('/') ? file : path.dirname(file), {recursive: true});
		if (!name.endsWith('/')) {
			await writeFile(file, content);
		}
	}
};

/** The modes of a machine of the test's own: `modes/` has the operator's files, and whatever else there is lies beside it. */
export const openModes = async (files: Files = {}, onLook?: WatchList) => {
	const folder = await temporaryFolder();
	await writeFiles(folder, files);
	const modes = createModes({folder: path.join(folder, 'modes'), builtIn, agents, onLook});
	const at = (...parts: readonly string[]) => path.join(folder, ...parts);
	return {...modes, folder, at, write: async (more: Files) => writeFiles(folder, more)};
};

export const work = (given: Partial<Work> = {}): Work => ({
	task: task(),
	directory: '/srv/demo',
	project: project(),
	extras: [],
	...given,
});
