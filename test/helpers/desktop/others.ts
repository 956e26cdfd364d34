import {check, notFound, Refused, refuse} from './refused.js';
import {answer, created, on, type Route} from './route.js';
import {modalAction, newModal} from './schemas.js';
import type {Other, World} from './world.js';

/** Routes that the app does not need or only looks at: orders of lists, dialogs, spells, teams, task lists. */
export const otherRoutes = (world: World): readonly Route[] => [
	on('GET /api/ordering/:entityType/:projectId', ({params: {entityType = '', projectId = ''}}) => {
		const none = {projectId, entityType, orderedIds: [], updatedAt: 0};
		return answer(200, world.orderings.get(`${entityType} ${projectId}`) ?? none, {'cache-control': 'max-age=5'});
	}),

	// Nobody is told of it.
	on('PUT /api/ordering/:entityType/:projectId', ({params: {entityType = '', projectId = ''}, body}) => {
		const {orderedIds} = body as {readonly orderedIds: readonly string[]};
		const ordering = {projectId, entityType, orderedIds, updatedAt: world.now()};
		world.orderings.set(`${entityType} ${projectId}`, ordering);
		return ordering;
	}),

	on('POST /api/sessions/:id/modal', ({params, body}) => {
		const {id: sessionId} = world.session(params.id ?? '');
		const {modalId = world.make('modal'), title = '', html} = check(newModal, body);
		const filePath = `/home/user/.maestro/data/modals/${modalId}.html`;
		world.emit('session:modal', {sessionId, modalId, title, html, filePath, timestamp: world.now()});
		return {success: true, modalId, sessionId, message: 'Modal sent to UI'};
	}),

	on('POST /api/sessions/:id/modal/:modalId/actions', ({params: {id = '', modalId = ''}, body}) => {
		const {id: sessionId} = world.session(id);
		const {action, data} = check(modalAction, body);
		world.emit('session:modal_action', {sessionId, modalId, action, data, timestamp: world.now()});
		return {success: true, modalId, action};
	}),

	on('POST /api/sessions/:id/modal/:modalId/close', ({params: {id = '', modalId = ''}}) => {
		const {id: sessionId} = world.session(id);
		world.emit('session:modal_closed', {sessionId, modalId, timestamp: world.now()});
		return {success: true, modalId};
	}),

	// What it types comes a second time, as a prompt.
	on('POST /api/spells/invoke', ({body}) => {
		const {entityType, entityId, spellName, targetSessionId} = body as Readonly<Record<string, string>>;
		if (spellName !== 'send') {
			throw refuse(404, 'NOT_FOUND', `Spell with id '${entityType}:${spellName}' not found`);
		}

		const timestamp = world.now();
		const invoked = {success: true, prompt: '', entityType, entityId, spellName, targetSessionId, timestamp};
		const prompt = {sessionId: targetSessionId, content: '', mode: 'send', senderSessionId: null, timestamp};
		world.emit('session:prompt_send', prompt);
		world.emit('spell:invoked', invoked);
		return invoked;
	}),

	on('GET /api/skills', () => answer(200, [], {'cache-control': 'max-age=300'})),

	on('GET /api/model-profiles', () => [...world.of('model-profiles').values()]),

	...kept(world, {kind: 'teams', prefix: 'team', isTold: false, make: newTeam}),
	...kept(world, {kind: 'task-lists', prefix: 'task_list', isTold: true, make: newTaskList}),

	on('GET /api/master/context', () => ({
		projects: [...world.projects.values()],
		taskCounts: counts(world, world.tasks),
		sessionCounts: counts(world, world.sessions),
	})),

	on('POST /api/pty/spawn', () => {
		throw new Refused(400, {error: 'server PTY host not enabled'});
	}),

	on('POST /api/sessions/:id/pty/stop', () => {
		const message = 'Server-hosted PTY is disabled. Start with MAESTRO_PTY_HOST=server.';
		throw refuse(403, 'pty_host_not_server', message);
	}),
];

type Kept = {
	readonly kind: string;
	readonly prefix: string;
	/** Events of teams never leave that server. */
	readonly isTold: boolean;
	readonly make: (now: number) => Readonly<Record<string, unknown>>;
};

const newTaskList = (now: number) => ({orderedTaskIds: [], createdAt: now, updatedAt: now});

const newTeam = (now: number) => {
	const at = new Date(now).toISOString();
	return {memberIds: [], subTeamIds: [], parentTeamId: null, status: 'active', createdAt: at, updatedAt: at};
};

/** Listing, reading and making of a kind that has no more to it. */
const kept = (world: World, {kind, prefix, isTold, make}: Kept): readonly Route[] => [
	on(`GET /api/${kind}`, ({query}) =>
		[...world.of(kind).values()].filter(
			({projectId}) => query.projectId === undefined || projectId === query.projectId,
		),
	),

	on(`GET /api/${kind}/:id`, ({params}) => {
		const found = world.of(kind).get(params.id ?? '');
		if (found === undefined) {
			throw notFound(kind, params.id ?? '');
		}

		return found;
	}),

	on(`POST /api/${kind}`, ({body}) => {
		const item: Other = {id: world.make(prefix), ...make(world.now()), ...(body as object)};
		world.of(kind).set(item.id, item);
		if (isTold) {
			world.emit(`${prefix}:created`, item);
		}

		return created(item);
	}),
];

const counts = (
	world: World,
	items: ReadonlyMap<string, {readonly projectId: string}>,
): Readonly<Record<string, number>> =>
	Object.fromEntries(
		[...world.projects.keys()].map(id => [id, [...items.values()].filter(({projectId}) => projectId === id).length]),
	);
