import fc from 'fast-check';
import {desktopSession, desktopTask} from '../../../helpers/desktop/builders.js';
import type {DesktopServer} from '../../../helpers/desktop/server.js';
import {eventually} from '../../../helpers/eventually.js';
import {startOf} from './start.js';

/** Something that happens on a desktop server, or to what it tells. Numbers say which of the things there are it happens to. */
export type Happening = {readonly what: string; readonly happen: (server: DesktopServer) => Promise<unknown> | unknown};

const pick = <Item>(items: Iterable<Item>, number: number): Item | undefined => {
	const all = [...items];
	return all[number % Math.max(1, all.length)];
};

const ask = async (server: DesktopServer, method: string, path: string, body?: unknown): Promise<unknown> =>
	// What that server refuses has not happened.
	server.ask({method, path, body}).catch(() => {});

const statuses = ['spawning', 'idle', 'working', 'completed', 'failed', 'stopped'] as const;
const taskStatuses = ['todo', 'in_progress', 'in_review', 'completed', 'cancelled', 'blocked'] as const;

const number = fc.nat({max: 1000});

const changes: ReadonlyArray<fc.Arbitrary<Happening>> = [
	fc
		.record({of: number, to: fc.constantFrom(...statuses), times: fc.integer({min: 1, max: 4})})
		.map(({of, to, times}) => ({
			what: `session ${of} is ${to}, ${times} times`,
			async happen(server) {
				const id = pick(server.world.sessions.keys(), of);
				for (let index = 0; index < times; index += 1) {
					await ask(server, 'PATCH', `/api/sessions/${id}`, {status: statuses[(of + index) % statuses.length]});
				}

				await ask(server, 'PATCH', `/api/sessions/${id}`, {status: to});
			},
		})),
	fc.record({of: number, active: fc.boolean()}).map(({of, active}) => ({
		what: `session ${of} ${active ? 'wants' : 'no longer wants'} input`,
		happen: async server =>
			ask(server, 'PATCH', `/api/sessions/${pick(server.world.sessions.keys(), of)}`, {
				needsInput: {active, message: 'what now?', since: of},
			}),
	})),
	number.map(of => ({
		what: `session ${of} is put away`,
		happen: async server =>
			ask(server, 'PATCH', `/api/sessions/${pick(server.world.sessions.keys(), of)}`, {archivedAt: of}),
	})),
	number.map(of => ({
		what: `session ${of} gets on`,
		happen: async server =>
			ask(server, 'POST', `/api/sessions/${pick(server.world.sessions.keys(), of)}/timeline`, {message: `step ${of}`}),
	})),
	fc.record({of: number, to: fc.constantFrom(...taskStatuses)}).map(({of, to}) => ({
		what: `task ${of} is ${to}`,
		happen: async server =>
			ask(server, 'PATCH', `/api/tasks/${pick(server.world.tasks.keys(), of)}`, {status: to, title: `task ${of}`}),
	})),
	number.map(of => ({
		what: `a task is made in project ${of}`,
		happen: async server =>
			ask(server, 'POST', '/api/tasks', {projectId: pick(server.world.projects.keys(), of), title: `new ${of}`}),
	})),
	number.map(of => ({
		what: `task ${of} goes`,
		happen: async server => ask(server, 'DELETE', `/api/tasks/${pick(server.world.tasks.keys(), of)}`),
	})),
	number.map(of => ({
		what: `a session is made in project ${of}`,
		happen: async server =>
			ask(server, 'POST', '/api/sessions', {projectId: pick(server.world.projects.keys(), of), taskIds: []}),
	})),
	number.map(of => ({
		what: `session ${of} goes`,
		happen: async server => ask(server, 'DELETE', `/api/sessions/${pick(server.world.sessions.keys(), of)}`),
	})),
	fc.record({of: number, task: number, method: fc.constantFrom('POST', 'DELETE')}).map(({of, task, method}) => ({
		what: `${method} session ${of} and task ${task}`,
		happen: async server =>
			ask(
				server,
				method,
				`/api/sessions/${pick(server.world.sessions.keys(), of)}/tasks/${pick(server.world.tasks.keys(), task)}`,
			),
	})),
	fc.record({of: number, useWorktree: fc.boolean()}).map(({of, useWorktree}) => ({
		what: `task ${of} is spawned${useWorktree ? ' in a work tree' : ''}`,
		async happen(server) {
			const task = pick(server.world.tasks.values(), of);
			await ask(server, 'POST', '/api/sessions/spawn', {projectId: task?.projectId, taskIds: [task?.id], useWorktree});
		},
	})),
	number.map(of => ({
		what: `session ${of} is resumed`,
		happen: async server => ask(server, 'POST', `/api/sessions/${pick(server.world.sessions.keys(), of)}/resume`, {}),
	})),
	number.map(of => ({
		what: `project ${of} is called something else`,
		happen: async server =>
			ask(server, 'PUT', `/api/projects/${pick(server.world.projects.keys(), of)}`, {name: `project ${of}`}),
	})),
	number.map(of => ({
		what: `project ${of} goes`,
		happen: async server => ask(server, 'DELETE', `/api/projects/${pick(server.world.projects.keys(), of)}`),
	})),
	number.map(of => ({
		what: `a member comes into project ${of}`,
		happen: async server =>
			ask(server, 'POST', '/api/team-members', {
				...{projectId: pick(server.world.projects.keys(), of), name: `member ${of}`, role: 'r', avatar: '🔧'},
				...(of % 4 === 0 ? {scope: 'global'} : {}),
			}),
	})),
	number.map(of => ({
		what: `member ${of} is archived, and may go`,
		async happen(server) {
			const member = pick(server.world.members.values(), of);
			await ask(server, 'POST', `/api/team-members/${member?.id}/archive`, {projectId: member?.projectId});
			if (of % 2 === 0) {
				await ask(server, 'DELETE', `/api/team-members/${member?.id}?projectId=${member?.projectId}`);
			}
		},
	})),
	number.map(of => ({
		what: `task ${of} and session ${of} become others, and nobody is told`,
		happen({world}) {
			Object.assign(pick(world.tasks.values(), of) ?? {}, {title: `silently ${of}`});
			Object.assign(pick(world.sessions.values(), of) ?? {}, {name: `silently ${of}`});
		},
	})),
];

const faults: ReadonlyArray<fc.Arbitrary<Happening>> = [
	fc.constantFrom('all' as const, 'none' as const, 1, 3).map(when => ({
		what: `frames are dropped: ${when}`,
		happen: server => server.dropFrames(when),
	})),
	fc
		.constantFrom('session:updated', 'session:deleted', 'task:deleted', 'task:created', 'session:status_changed')
		.map(event => ({
			what: `${event} is dropped`,
			happen: server => server.dropFrames(one => one.event === event),
		})),
	fc.integer({min: 1, max: 3}).map(count => ({
		what: `${count} frames are cut short`,
		happen: server => server.truncateFrames(count),
	})),
	fc.boolean().map(is => ({what: `frames come twice: ${is}`, happen: server => server.duplicateFrames(is)})),
	fc.boolean().map(is => ({what: `frames change places: ${is}`, happen: server => server.reorderFrames(is)})),
	fc.boolean().map(is => ({what: `old frames come again: ${is}`, happen: server => server.staleFrames(is)})),
	fc.constant({what: 'the channel is silent', happen: (server: DesktopServer) => server.beSilent()}),
	fc.constant({what: 'the channel speaks again', happen: (server: DesktopServer) => server.speak()}),
	fc.record({count: fc.integer({min: 1, max: 30}), upgrades: fc.boolean()}).map(({count, upgrades}) => ({
		what: `${count} requests are refused with 503${upgrades ? ', upgrades too' : ''}`,
		happen: server => server.refuseWith503(count, {upgrades}),
	})),
	fc.constantFrom({delayMs: 20}, {bytesPerSecond: 100_000}, undefined).map(how => ({
		what: `bodies are slow: ${JSON.stringify(how)}`,
		happen: server => server.slowBodies(how),
	})),
	fc.constant({what: 'connections are cut', happen: (server: DesktopServer) => server.cut()}),
	fc.boolean().map(isOther => ({
		what: `the server starts again${isOther ? ' with other data' : ''}`,
		happen: async server =>
			server.restart(
				isOther
					? {...startOf(3), tasks: [desktopTask({id: 'task_other'})], sessions: [desktopSession({id: 'sess_other'})]}
					: undefined,
			),
	})),
	fc.constant({
		what: 'something is asked of the server',
		async happen({wiretap}: DesktopServer) {
			const before = wiretap.count();
			await eventually(() => wiretap.count() > before);
		},
	}),
];

export const happening: fc.Arbitrary<Happening> = fc.oneof(
	{weight: 3, arbitrary: fc.oneof(...changes)},
	{weight: 1, arbitrary: fc.oneof(...faults)},
);
