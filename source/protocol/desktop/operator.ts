import {z} from 'zod';
import {MaestroError} from '../../domain/errors.js';
import type {Call} from '../call.js';
import {endpoint} from '../endpoint.js';
import {createSession, getSession} from '../sessions.js';

/** What the session is called that speaks for the operator: agents see it in front of what it says (contract §7). */
export const helperName = 'Operator';

const helper = z.looseObject({
	id: z.string(),
	projectId: z.string(),
	startedAt: z.number(),
	metadata: z.looseObject({isOperator: z.literal(true)}),
});

type Helper = z.output<typeof helper>;

/**
Whether a session is none: a desktop server knows no person, so one session of each project, in which nothing runs, stands for the operator
(contract §7). Whoever can write to such a server can speak as any of its sessions, as this one too.
*/
export const isHelper = (session: unknown): boolean => helper.safeParse(session).success;

/** Of all sessions their names: without `fields`, that server leaves away nearly all of what makes a list of them long (contract §4). */
const listNames = endpoint({method: 'GET', path: '/api/sessions', answer: z.array(z.unknown())});

const named = z.looseObject({id: z.string(), name: z.literal(helperName)});

const getRaw = endpoint({...getSession, answer: z.unknown()});

export type Helpers = {
	/** Tells of sessions that somebody has listed whole. */
	readonly notice: (sessions: readonly unknown[]) => void;
	/** Whether it was one when somebody looked last. */
	readonly has: (sessionId: string) => boolean;
	/** Those that there are. */
	readonly all: () => Promise<ReadonlySet<string>>;
	/** The one of a project, made where there is none. */
	readonly of: (projectId: string) => Promise<string>;
};

/** The sessions that stand for the operator, one in each project: where two apps have made one at once, the older. */
export const createHelpers = (call: Call): Helpers => {
	/** What was found of those that are called so. It stays: nobody can give a session another name there, or other metadata (contract §5). */
	const found = new Map<string, Helper | undefined>();
	let there: readonly string[] = [];

	const notice = (sessions: readonly unknown[]): void => {
		const helpers = sessions.flatMap(session => helper.safeParse(session).data ?? []);
		for (const one of helpers) {
			found.set(one.id, one);
		}

		there = helpers.map(({id}) => id);
	};

	const find = async (id: string): Promise<void> => {
		try {
			found.set(id, helper.safeParse(await call(getRaw, {params: {id}})).data);
		} catch (error) {
			// It has gone since it was listed.
			if (!(error instanceof MaestroError) || error.code !== 'not-found') {
				throw error;
			}
		}
	};

	const look = async (): Promise<void> => {
		const ids = (await call(listNames)).flatMap(session => named.safeParse(session).data?.id ?? []);
		await Promise.all(ids.filter(id => !found.has(id)).map(find));
		there = ids.filter(id => found.get(id) !== undefined);
	};

	const findIn = (projectId: string): string | undefined =>
		there
			.flatMap(id => found.get(id) ?? [])
			.filter(session => session.projectId === projectId)
			.sort((a, b) => a.startedAt - b.startedAt || (a.id < b.id ? -1 : 1))[0]?.id;

	return {
		notice,

		has: sessionId => there.includes(sessionId),

		async all() {
			await look();
			return new Set(there);
		},

		async of(projectId) {
			// Looked for anew: it may have been deleted in the meantime, and a prompt of a sender that is not there is refused.
			await look();
			const one = findIn(projectId);
			if (one !== undefined) {
				return one;
			}

			await call(createSession, {body: {projectId, taskIds: [], name: helperName, metadata: {isOperator: true}}});
			await look();
			const made = findIn(projectId);
			if (made === undefined) {
				throw new MaestroError(
					'internal',
					`The server keeps nothing that stands for the operator in ${projectId}: its sessions take no metadata`,
				);
			}

			return made;
		},
	};
};
