import {mkdir, readdir, readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {stateBefore} from './desktop/recorded-state.js';
import {recording} from './desktop/recordings.js';

type Entity = {readonly id: string};

/** A member that a later version of the real product may have. */
export const unknownMember = {laterOn: {deep: [1, 'two', null]}};

/** What a session of the real product was started with; nobody is ever told. */
export const launchSecret = 'sk-from-the-launch-environment';

/**
Makes a data folder as the real product leaves it (contract §1), of what was recorded of it, with members and kinds of files that nobody here
knows. Answers what is in it, by file.
*/
export const makeDesktopFolder = async (home: string): Promise<ReadonlyMap<string, string>> => {
	const at = (...parts: readonly string[]) => path.join(home, ...parts);
	const write = async (file: string, text: string): Promise<void> => {
		await mkdir(path.dirname(file), {recursive: true});
		await writeFile(file, text);
	};
	const keep = async <Item extends Entity>(folder: string, item: Item, group = ''): Promise<void> =>
		write(at('data', folder, group, `${item.id}.json`), JSON.stringify({...item, ...unknownMember}, undefined, 2));

	for (const name of [
		'sessions-get-after-task-delete',
		'sessions-get-after-spawn',
		'sessions-get-team-member',
		'task-lists-list',
	]) {
		const {
			projects = [],
			tasks = [],
			sessions = [],
			teamMembers = [],
			prompts = [],
			contents = {},
			others = {},
		} = stateBefore(recording(name));
		for (const project of projects) {
			await keep('projects', project);
			await keep('ordering', {id: project.id}, 'canvas');
			await write(
				at('data', 'ordering', 'task', `${project.id}.json`),
				JSON.stringify({
					...{projectId: project.id, entityType: 'task', orderedIds: ['task_1'], updatedAt: 7},
					...unknownMember,
				}),
			);
		}

		for (const task of tasks) {
			await keep('tasks', task, task.projectId);
		}

		for (const session of sessions) {
			await keep('sessions', {...session, env: {...session.env, ANTHROPIC_API_KEY: launchSecret}});
			await write(at('sessions', session.id, 'manifest.json'), '{"manifestVersion":"1.0"}');
			for (const {id} of session.docs) {
				await write(at('data', 'session-docs', session.id, `${id}.md`), contents[id] ?? '# Design');
			}
		}

		for (const member of teamMembers) {
			await keep('team-members', member, member.projectId);
		}

		for (const prompt of prompts) {
			await keep('session-prompts', prompt);
		}

		for (const [kind, items] of Object.entries(others)) {
			for (const item of items) {
				await keep(kind, item, item.projectId === undefined ? '' : String(item.projectId));
			}
		}
	}

	await keep(
		'team-members',
		{...everywhere, ...{name: 'Everywhere', role: 'helps', avatar: '*', status: 'active'}},
		'__global__',
	);
	await keep('task-graphs', {id: 'task_graph_1_a'}, 'proj_1');
	await keep('custom-prompts', {id: 'cp_1_a'});
	await write(at('data', 'modals', 'modal_1.html'), '<b>hi</b>');
	await write(at('data', 'command-logs', '_no-session.jsonl'), '{"command":"whoami"}\n');
	await write(at('data', '.auth-secret'), 'secret of the real product');
	await write(at('data', '.migrated-team-member-tasks'), '');
	return filesIn(home);
};

const everywhere = {
	id: 'tm_1_everywhere',
	projectId: '__global__',
	scope: 'global',
	isDefault: false,
	skillIds: [],
} as const;

/** The text of every file below a folder, by its path from there. */
export const filesIn = async (folder: string): Promise<ReadonlyMap<string, string>> => {
	const entries = await readdir(folder, {recursive: true, withFileTypes: true});
	const files = entries.filter(entry => entry.isFile()).map(entry => path.join(entry.parentPath, entry.name));
	return new Map(
		await Promise.all(files.map(async file => [path.relative(folder, file), await readFile(file, 'utf8')] as const)),
	);
};
