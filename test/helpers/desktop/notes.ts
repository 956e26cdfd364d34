import type {DesktopDoc, DesktopSession} from './entities.js';
import {note} from './links.js';
import {check, notFound, refuse} from './refused.js';
import {created, on, type Route} from './route.js';
import {docContent, newDoc, newEntry, newEvent, newTaskEntry} from './schemas.js';
import {tellNeed} from './session-change.js';
import {present} from './session-views.js';
import type {World} from './world.js';

/** What agents leave on their sessions: entries of the timeline, events and docs. Each answers with the whole session. */
export const noteRoutes = (world: World): readonly Route[] => [
	on('POST /api/sessions/:id/timeline', ({params, body}) => {
		const session = world.session(params.id ?? '');
		addEntry(world, session, check(newEntry, body));
		return present(world, session);
	}),

	on('POST /api/tasks/:id/timeline', ({params, body}) => {
		const {sessionId, type, message} = check(newTaskEntry, body);
		const {id: taskId} = world.task(params.id ?? '');
		addEntry(world, world.session(sessionId), {type, message, taskId});
		return {success: true, taskId, sessionId, message, type};
	}),

	on('POST /api/sessions/:id/events', ({params, body}) => {
		const session = world.session(params.id ?? '');
		session.lastActivity = world.now();
		session.events.push({id: world.make('evt'), timestamp: session.lastActivity, ...check(newEvent, body)});
		world.emit('session:updated', session);
		return present(world, session);
	}),

	on('POST /api/sessions/:id/docs', ({params, body}) => {
		const session = world.session(params.id ?? '');
		addDoc(world, session, body);
		return present(world, session);
	}),

	on('GET /api/sessions/:id/docs', ({params}) =>
		world.session(params.id ?? '').docs.map(doc => withContent(world, doc)),
	),

	// Nobody is told of it.
	on('PUT /api/sessions/:id/docs/:docId/content', ({params, body}) => {
		const doc = world.session(params.id ?? '').docs.find(({id}) => id === params.docId);
		if (doc === undefined) {
			throw notFound('Doc', params.docId ?? '');
		}

		world.contents.set(doc.id, check(docContent, body).content);
		return {success: true};
	}),

	on('POST /api/tasks/:id/docs', ({params, body}) => {
		const {id: taskId} = world.task(params.id ?? '');
		const {sessionId} = check(newDoc, body);
		if (sessionId === undefined) {
			throw refuse(400, 'VALIDATION_ERROR', 'sessionId is required');
		}

		const {title, filePath, addedAt} = addDoc(world, world.session(sessionId), {...(body as object), taskId});
		return created({success: true, taskId, sessionId, title, filePath, addedAt});
	}),

	on('GET /api/tasks/:id/docs', ({params}) => {
		const {id} = world.task(params.id ?? '');
		return docsOf(world, (_, doc) => doc.taskId === id);
	}),

	on('GET /api/projects/:id/docs', ({params, query}) => {
		const {id} = world.project(params.id ?? '');
		return docsOf(
			world,
			(session, doc) => session.projectId === id && (query.kind === undefined || doc.kind === query.kind),
		);
	}),
];

type Entry = {
	readonly type: string;
	readonly message: string;
	readonly taskId?: string | undefined;
	readonly metadata?: Readonly<Record<string, unknown>> | undefined;
};

const addEntry = (world: World, session: DesktopSession, {type, message, taskId, metadata}: Entry): void => {
	const about = taskId === undefined ? {} : {taskId};
	note(world, session, {type, message, ...about, ...(metadata === undefined ? {} : {metadata})});
	if (type === 'needs_input') {
		session.needsInput = {active: true, message, since: session.lastActivity};
	}

	world.emit('session:updated', session);
	if (type === 'progress') {
		world.emit('notify:progress', {sessionId: session.id, ...about, message});
	}

	if (type === 'needs_input') {
		tellNeed(world, session);
	}
};

const addDoc = (world: World, session: DesktopSession, body: unknown): DesktopDoc => {
	const {title, filePath, content, taskId, kind} = check(newDoc, body);
	if (title === undefined || filePath === undefined) {
		throw refuse(400, 'VALIDATION_ERROR', `${title === undefined ? 'title' : 'filePath'} is required`);
	}

	const id = world.make('doc');
	const ending = kind === 'diagram' ? 'excalidraw' : 'md';
	const about = taskId === undefined ? {} : {taskId};
	const doc: DesktopDoc = {
		...{id, title, filePath, ...(kind === undefined ? {} : {kind}), ...about},
		...{addedAt: world.now(), addedBy: session.id},
		...(content === undefined
			? {}
			: {contentFilePath: `/home/user/.maestro/data/session-docs/${session.id}/${id}.${ending}`}),
	};
	session.docs.push(doc);
	if (content !== undefined) {
		world.contents.set(id, content);
	}

	note(world, session, {
		...{type: 'doc_added', message: `Doc added: ${title}`, ...about},
		metadata: {docId: id, filePath, title},
	});
	world.emit('session:updated', session);
	return doc;
};

const withContent = (world: World, doc: DesktopDoc): unknown => {
	const content = world.contents.get(doc.id);
	return content === undefined ? doc : {...doc, content};
};

const docsOf = (world: World, isWanted: (session: DesktopSession, doc: DesktopDoc) => boolean): readonly unknown[] =>
	[...world.sessions.values()].flatMap(session =>
		session.docs
			.filter(doc => isWanted(session, doc))
			.map(doc => ({...(withContent(world, doc) as object), sessionId: session.id, sessionName: session.name})),
	);
