import {z} from 'zod';
import {MaestroError} from '../../domain/errors.js';
import {type Call, type CallOptions, createCall} from '../call.js';
import {dispatchTask, listAgents, listModes, previewDispatch, runStatus} from '../dispatch.js';
import {type AnyEndpoint, endpoint} from '../endpoint.js';
import {
	awaitReply,
	broadcastMessage,
	getMessage,
	getThread,
	listHolds,
	listMessages,
	listTemplates,
	searchMessages,
	sendMessage,
} from '../messages.js';
import {read} from '../read.js';
import {listPresence, resumeSession} from '../session-agents.js';
import {getSession, getTimeline, listSessions, updateSession} from '../sessions.js';
import {createInbox} from './inbox.js';
import {createHelpers, isHelper} from './operator.js';
import {nameOf, whyOursAlone} from './ours-alone.js';
import {statusOfRun} from './runs.js';
import {withoutBulk} from './sessions.js';
import {createSpawning} from './spawn.js';

/** A session is made there by a program of its own, which may take a minute (contract §8). */
const spawnTimeoutMs = 70_000;

type Asked = {
	readonly params: Readonly<Record<string, string>>;
	readonly query: unknown;
	readonly body: unknown;
	readonly key: string | undefined;
	readonly signal: AbortSignal | undefined;
};

type Answer = (asked: Asked) => Promise<unknown>;

/**
Asks a server of the desktop product what our endpoints ask: most of them it has itself, others are put together of what it has. What it has
not is refused as `not-allowed`, in words; its capabilities say so before.
*/
export const adaptCall = (options: CallOptions): Call => {
	const call = createCall(options);
	const helpers = createHelpers(call);
	const inbox = createInbox({call, helpers});
	const slowCall = createCall({...options, timeoutMs: spawnTimeoutMs});
	const spawning = createSpawning({call, slowCall});

	const made = new Map<string, Answer>();
	/** Answers an endpoint of ours with what is put together here. */
	const answer = <Endpoint extends AnyEndpoint>(
		endpoint: Endpoint,
		handle: (
			asked: Omit<Asked, 'query' | 'body'> & {
				readonly query: z.output<Endpoint['query']>;
				readonly body: z.output<Endpoint['body']>;
				readonly id: string;
			},
		) => Promise<unknown>,
	): void => {
		made.set(nameOf(endpoint), async asked =>
			handle({
				...asked,
				id: asked.params.id ?? '',
				query: read(endpoint.query, asked.query, 'Query') as z.output<Endpoint['query']>,
				body: read(endpoint.body, asked.body, 'Body') as z.output<Endpoint['body']>,
			}),
		);
	};

	answer(listMessages, async ({id, query}) => inbox.list(id, query));
	answer(searchMessages, async ({query}) => inbox.search(query));
	answer(getMessage, async ({id}) => inbox.find(id));
	answer(getThread, async ({id}) => inbox.thread(id));
	answer(awaitReply, async ({id, query}) => inbox.reply(id, query.waitMs ?? 0));
	answer(sendMessage, async ({id, body, key}) => inbox.send(id, body, key));
	answer(broadcastMessage, async ({body, key}) => inbox.broadcast(body, key));
	// Nothing is ever held there, and nobody has written a template.
	answer(listHolds, async () => []);
	answer(listTemplates, async () => []);
	// Nobody there tells who is present.
	answer(listPresence, async () => []);
	answer(listModes, async ({query}) => spawning.modes(query.task, query.project));
	answer(listAgents, async () => spawning.agents());
	answer(previewDispatch, async ({id, params, body}) => spawning.preview(id, params.mode ?? '', body ?? {}));
	answer(dispatchTask, async ({id, params, body}) => spawning.start(id, params.mode ?? '', body ?? {}));
	answer(runStatus, async ({id, params}) => statusOfRun(call, id, params.mode ?? ''));
	answer(getSession, async ({id, signal}) => sessionOf(id, signal));
	answer(getTimeline, async ({id, signal}) => withTimeline.parse(await sessionOf(id, signal)).timeline);
	answer(listSessions, async ({query, signal}) => {
		const all = await call(listThere, {query, ...withSignal(signal)});
		if (query.fields === 'full' && Object.keys(query).length === 1) {
			helpers.notice(all);
		}

		return all.filter(one => !isHelper(one)).map(withoutBulk);
	});
	answer(resumeSession, async ({id, signal}) => {
		await slowCall(resumeThere, {params: {id}, body: {}, ...withSignal(signal)});
		const resumed = await sessionOf(id, signal);
		const {archivedAt, humanCompletedAt} = putAway.parse(resumed);
		if (typeof archivedAt !== 'number' && typeof humanCompletedAt !== 'number') {
			return resumed;
		}

		// As its own window does (contract §8): what goes on again is neither done nor put away.
		await call(updateThere, {params: {id}, body: {archivedAt: null, humanCompletedAt: null}});
		return sessionOf(id, signal);
	});

	const sessionOf = async (id: string, signal: AbortSignal | undefined): Promise<unknown> =>
		withoutBulk(await call(getThere, {params: {id}, ...withSignal(signal)}));

	return async (endpoint, request = {}) => {
		const {params = {}, headers = {}, signal, body, query = {}} = request;
		const answers = made.get(nameOf(endpoint));
		if (answers === undefined) {
			const why = whyOursAlone(endpoint);
			if (why !== undefined) {
				throw new MaestroError('not-allowed', why);
			}

			return await call(endpoint, request);
		}

		const value = await answers({params, query, body, key: headers['idempotency-key'], signal});
		return read(endpoint.answer, value, `The answer of ${options.baseUrl} to ${nameOf(endpoint)}`);
	};
};

// Read as they come: of a session there is more than may be kept, and it is left out before anything else sees it.
const listThere = endpoint({...listSessions, answer: z.array(z.unknown())});
const getThere = endpoint({...getSession, answer: z.unknown()});
const updateThere = endpoint({...updateSession, answer: z.unknown()});
const resumeThere = endpoint({...resumeSession, body: z.strictObject({}), answer: z.unknown()});

const withTimeline = z.looseObject({timeline: z.array(z.unknown()).default([])});
const putAway = z.looseObject({archivedAt: z.unknown().optional(), humanCompletedAt: z.unknown().optional()});

const withSignal = (signal: AbortSignal | undefined) => (signal === undefined ? {} : {signal});
