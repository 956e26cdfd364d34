import {mkdir} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import type {Session} from '../../source/domain/session.js';
import exchanges from '../fixtures/maestro/exchanges.json' with {type: 'json'};
import {longAgo, project, session, task} from '../helpers/builders.js';
import {openServer} from '../helpers/server.js';

const [demo, side] = ['proj_1795244228456_qtx4qa4pb', 'proj_1795244228711_5jxuqy6wh'];
const [root, child, minimal] = [
	'task_1795244231771_sry1c591w',
	'task_1795244232027_etc5p35go',
	'task_1795244232281_fplh3u1xw',
];
const [manual, second, stopped] = [
	'sess_1795244239269_2q3yximiz',
	'sess_1795244239531_aaog9wcip',
	'sess_1795244424857_h8i5digfi',
];
const sender = 'sess_1795244424859_xp6gnjd15';

/** A session as a person put it away. */
const putAway: Partial<Session> & Readonly<Record<string, unknown>> = {humanCompletedAt: longAgo, archivedAt: null};

type Difference = {
	readonly because: string;
	/** Ours, where it is another one. */
	readonly status?: number;
	/** Members of the answer that ours has not, or has with another type. */
	readonly without?: readonly string[];
};

type Row = readonly [
	name: string,
	difference?: Difference | undefined,
	given?: Readonly<Record<string, Partial<Session>>>,
];

const strict = 'what is not known is refused, and not passed over';
const sessionMembers: Difference = {
	because: 'whose machine it is, is for the server to say, and not for each session',
	without: ['hostname', 'platform'],
};
const details = {because: 'the message names each member that is wrong', without: ['details']};

/** What the real server was asked, and how ours differs in its answer. */
const rows: readonly Row[] = [
	['health'],
	['projects-create'],
	['projects-create-malformed-json', {because: 'the client is wrong, and not the server', status: 400}],
	['projects-create-unknown-key', details],
	['projects-get-404'],
	['projects-get-bad-id', details],
	['projects-update'],
	['projects-delete-with-tasks'],
	['projects-delete'],
	['tasks-create'],
	['tasks-create-minimal'],
	['tasks-create-child'],
	['tasks-create-unknown-project'],
	['tasks-create-idempotent'],
	['tasks-create-idempotent-repeat'],
	['tasks-create-bad-priority', details],
	['tasks-update-title'],
	['tasks-update-status-user'],
	['tasks-update-status-completed'],
	['tasks-update-status-archived-rejected', details],
	['tasks-update-session-status', {because: 'a task has one status, not one for each session', status: 400}],
	['tasks-list-roots'],
	['tasks-list-unknown-query', {because: strict, status: 400}],
	['tasks-delete-cascade', undefined, {[manual]: {status: 'failed'}}],
	['sessions-create', sessionMembers],
	['sessions-create-no-tasks', sessionMembers],
	['sessions-create-unknown-task'],
	['sessions-create-with-id-rejected', details],
	['sessions-get', sessionMembers],
	['sessions-list-full', sessionMembers],
	['sessions-list-summary'],
	['sessions-list-active'],
	['sessions-list-by-task'],
	['sessions-list-status-csv', {because: 'lists are whole', status: 400}],
	['sessions-timeline-progress', sessionMembers, {[manual]: {needsInput: {active: false}}}],
	['sessions-timeline-needs_input', sessionMembers],
	['sessions-timeline-default-type', sessionMembers, {[second]: {...putAway, ...{humanCompletedAt: null}}}],
	['sessions-timeline-bad-type', details],
	['sessions-events-add', {because: 'nobody reads events beside the timeline', status: 404}],
	['sessions-add-task', {because: 'a session has the tasks that it was made with', status: 404}],
	['sessions-patch-needs-input-on', sessionMembers],
	['sessions-patch-needs-input-hook-shape', {because: 'an entry of the timeline has a route of its own', status: 400}],
	['sessions-patch-name-rejected', details],
	['sessions-patch-archived', sessionMembers, {[second]: putAway}],
	['sessions-patch-completed', sessionMembers, {[manual]: {needsInput: {active: true, message: 'x', since: longAgo}}}],
	['sessions-patch-stopped-after-completed', sessionMembers, {[manual]: completed()}],
	[
		'sessions-patch-working-after-completed',
		{because: 'a session that goes on has not ended', without: ['completedAt', 'hostname', 'platform']},
		{[manual]: completed()},
	],
	['sessions-prompt-send'],
	['sessions-prompt-empty', details],
	['sessions-prompt-self'],
	['sessions-prompt-unknown-sender', {because: 'who acts is a matter of who one is', status: 401}],
	['sessions-prompt-unknown-target'],
	['sessions-prompt-to-stopped', {because: 'nobody would ever be told that it was not read', status: 409}],
	['sessions-delete', undefined, {[second]: {status: 'stopped'}}],
	['http-unknown-route'],
];

function completed(): Partial<Session> {
	return {status: 'completed', completedAt: longAgo, needsInput: {active: true, message: 'x', since: longAgo}};
}

/** The server as it was when the exchange was recorded. */
const openWith = async (given: Readonly<Record<string, Partial<Session>>> = {}) => {
	const about = {projectId: demo, timeline: [entry(), {...entry(), taskId: root}], metadata: {mode: 'worker'}};
	const server = await openServer({
		projects: [project({id: demo, workingDir: '/var/empty/demo'}), project({id: side, workingDir: '/var/empty/side'})],
		tasks: [
			task({id: root, projectId: demo}),
			task({id: child, projectId: demo, parentId: root}),
			task({id: minimal, projectId: demo, completedAt: longAgo}),
		].map(item => ({...item, ...realServerMembers, ...(item.id === root ? {dueDate: '2026-08-01'} : {})})),
		sessions: [
			session({...about, id: manual, taskIds: [root], status: 'idle', ...given[manual]}),
			session({...about, id: second, taskIds: [], status: 'idle', ...given[second]}),
			session({...about, id: stopped, taskIds: [], status: 'stopped', completedAt: longAgo}),
			session({...about, id: sender, taskIds: []}),
		],
	});
	await mkdir(path.join(server.folder, 'user', 'projects', 'demo-app'), {recursive: true});
	return server;
};

const entry = () => ({id: 'evt_1', type: 'session_started', timestamp: longAgo, message: 'Session created'}) as const;

const realServerMembers = {
	...{initialPrompt: '', skillIds: [], agentIds: [], dependencies: [], referenceTaskIds: []},
	...{teamId: null, dueDate: null},
};

/** The paths at which an answer lacks what the other has, or has it with another type. Of an environment nothing is expected. */
const lacks = (theirs: unknown, ours: unknown, at = ''): readonly string[] => {
	if (kindOf(theirs) !== kindOf(ours)) {
		return [at];
	}

	if (Array.isArray(theirs) && Array.isArray(ours)) {
		return theirs.length === 0 || ours.length === 0 ? [] : lacks(theirs[0], ours[0], `${at}[]`);
	}

	if (kindOf(theirs) !== 'object') {
		return [];
	}

	const other = ours as Readonly<Record<string, unknown>>;
	return Object.entries(theirs as object).flatMap(([name, value]) =>
		name === 'env' ? [] : lacks(value, other[name], at === '' ? name : `${at}.${name}`),
	);
};

const kindOf = (value: unknown): string =>
	value === null ? 'null' : Array.isArray(value) ? 'array' : value === undefined ? 'nothing' : typeof value;

for (const [name, difference, given] of rows) {
	test(`${name} is answered as by the real server${difference === undefined ? '' : `, but ${difference.because}`}`, async () => {
		const exchange = exchanges.find(exchange => exchange.name === name);
		if (exchange === undefined) {
			throw new Error(`${name} was not recorded`);
		}

		const server = await openWith(given);
		const {method, path: url, body} = exchange;
		if (name === 'tasks-create-idempotent-repeat') {
			await server.ask('POST', '/api/tasks', {...(body as object), title: 'Idem'});
		}

		const sent = JSON.stringify(body)?.replaceAll('/home/user', path.join(server.folder, 'user'));
		const answer = await server.ask(method, url, typeof body === 'string' ? body : sent);

		expect(answer.status, JSON.stringify(answer.body)).toBe(difference?.status ?? exchange.status);
		if (difference?.status !== undefined) {
			expect(difference.status).not.toBe(exchange.status);
			return;
		}

		const isList = Array.isArray(answer.body);
		const without = (difference?.without ?? []).map(member => (isList ? `[].${member}` : member));
		expect(lacks(exchange.answer ?? {}, answer.body)).toEqual(without);
	});
}

test('every recorded exchange is in the table', () => {
	expect(rows.map(([name]) => name).sort()).toEqual(exchanges.map(({name}) => name).sort());
});
