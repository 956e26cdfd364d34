import {mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import type {MaestroEvent} from '../../source/domain/event.js';
import type {Project} from '../../source/domain/project.js';
import type {Session} from '../../source/domain/session.js';
import type {Task} from '../../source/domain/task.js';
import {stateBefore} from './desktop/recorded-state.js';
import type {Recording} from './desktop/recordings.js';
import type {Heard, Target} from './desktop/replay.js';
import type {Given} from './desktop/world.js';
import {createRepository} from './repository.js';
import {type OpenServer, openServer} from './server.js';

/**
Our server with what the real one had in it when an exchange was recorded, as a target of its replay. Whoever asks has the operator's secret,
or that of the session which it says it is.
*/
export const openRecorded = async (
	recording: Recording,
	{hasOwnSecret = false}: {readonly hasOwnSecret?: boolean} = {},
): Promise<Target> => {
	const server = await openServer({watchers: 1});
	const user = path.join(server.folder, 'user');
	const rename = (text: string): string =>
		text.replaceAll('/home/user/.maestro', server.paths.home).replaceAll('/home/user', user);
	await fill(server, JSON.parse(rename(JSON.stringify(stateBefore(recording)))) as Given);
	if (recording.name === 'spawn-worktree') {
		await createRepository({folder: path.join(user, 'projects'), name: 'git-app'});
	}

	await mkdir(path.join(user, 'projects', 'demo-app'), {recursive: true});

	let seen = server.events.length;
	let told: readonly MaestroEvent[] = [];
	return {
		rename,
		async ask({method, path: url, headers, body}) {
			// Those with a password came from afar, without any secret.
			const own = recording.server === 'auth' ? {...headers, authorization: ''} : headers;
			const caller = hasOwnSecret ? headers['X-Session-Id'] : undefined;
			const answer = await server.ask(method, url, body, {headers: own, ...(caller === undefined ? {} : {as: caller})});
			told = [...told, ...lastOf(server.events.slice(seen))];
			seen = server.events.length;
			return answer;
		},
		async heard() {
			const isBurst = recording.name.startsWith('throttle-');
			return (isBurst ? lastOf(told) : told).map(
				({event, data}): Heard => ({isBatch: true, events: [{event, data: JSON.parse(JSON.stringify(data))}]}),
			);
		},
	};
};

/** Of what comes fast and is about one thing, the hub sends the last. */
const lastOf = (events: readonly MaestroEvent[]): readonly MaestroEvent[] => [
	...new Map(events.map(one => [`${one.event} ${subjectOf(one.data)}`, one])).values(),
];

/** Puts things where the server finds them: in memory, and what it reads late in its files. */
const fill = async ({paths, projects, tasks, kept, inbox}: OpenServer, given: Given): Promise<void> => {
	for (const project of given.projects ?? []) {
		await projects.put(project as Project);
		await mkdir(project.workingDir, {recursive: true});
	}

	for (const task of given.tasks ?? []) {
		await tasks.put(task as unknown as Task);
	}

	for (const session of given.sessions ?? []) {
		await kept.put(session as unknown as Session);
		for (const {id} of session.docs) {
			await put(path.join(paths.sessionDocs, session.id, `${id}.md`), given.contents?.[id] ?? '');
		}
	}

	const {teams = [], 'task-lists': lists = [], 'model-profiles': profiles = []} = given.others ?? {};
	await putAll(paths.teamMembers, given.teamMembers ?? []);
	await putAll(paths.teams, teams);
	await putAll(paths.taskLists, lists);
	for (const profile of profiles) {
		await put(path.join(paths.modelProfiles, `${profile.id}.json`), JSON.stringify(profile));
	}

	for (const {fromSessionId, toSessionId, content} of given.prompts ?? []) {
		const isThere = kept.get(fromSessionId)?.completedAt === null && kept.get(toSessionId) !== undefined;
		if (isThere) {
			await inbox.send({from: fromSessionId, to: toSessionId, text: content, mayQueue: true});
		}
	}
};

const putAll = async (
	folder: string,
	items: readonly {readonly id: string; readonly projectId?: unknown}[],
): Promise<void> => {
	for (const item of items) {
		await put(path.join(folder, String(item.projectId), `${item.id}.json`), JSON.stringify(item));
	}
};

const put = async (file: string, text: string): Promise<void> => {
	await mkdir(path.dirname(file), {recursive: true});
	await writeFile(file, text);
};

const subjectOf = (data: object): string =>
	'id' in data
		? String(data.id)
		: JSON.stringify(['taskId' in data && data.taskId, 'sessionId' in data && data.sessionId]);
