import {z} from 'zod';
import {MaestroError} from '../../domain/errors.js';
import type {Call} from '../call.js';
import {endpoint} from '../endpoint.js';
import {createSession} from '../sessions.js';

/** What the session is called that speaks for the operator: agents see it in front of what it says (contract §7). */
export const helperName = 'Operator';

const helper = z.looseObject({
	id: z.string(),
	projectId: z.string(),
	startedAt: z.number(),
	metadata: z.looseObject({isOperator: z.literal(true)}),
});

/**
Whether a session is none: a desktop server knows no person, so one session of each project, in which nothing runs, stands for the operator
(contract §7). Whoever can write to such a server can speak as any of its sessions, as this one too.
*/
export const isHelper = (session: unknown): boolean => helper.safeParse(session).success;

/** All sessions as they are, these among them. */
const listRaw = endpoint({
	method: 'GET',
	path: '/api/sessions',
	query: z.strictObject({fields: z.literal('full')}),
	answer: z.array(z.unknown()),
});

export type Helpers = {
	/** Tells of sessions that somebody has listed. */
	readonly notice: (sessions: readonly unknown[]) => void;
	readonly has: (sessionId: string) => boolean;
	/** Those that there are; asked for where nobody has listed sessions yet. */
	readonly all: () => Promise<ReadonlySet<string>>;
	/** The one of a project, made where there is none. */
	readonly of: (projectId: string) => Promise<string>;
};

/** The sessions that stand for the operator, one in each project: where two apps have made one at once, the older. */
export const createHelpers = (call: Call): Helpers => {
	let known: ReadonlyMap<string, z.output<typeof helper>> | undefined;

	const notice = (sessions: readonly unknown[]): void => {
		known = new Map(
			sessions.flatMap(session => {
				const {data} = helper.safeParse(session);
				return data === undefined ? [] : [[data.id, data] as const];
			}),
		);
	};

	const look = async (): Promise<void> => notice(await call(listRaw, {query: {fields: 'full'}}));

	const find = (projectId: string): string | undefined =>
		[...(known?.values() ?? [])]
			.filter(session => session.projectId === projectId)
			.sort((a, b) => a.startedAt - b.startedAt || (a.id < b.id ? -1 : 1))[0]?.id;

	return {
		notice,

		has: sessionId => known?.has(sessionId) === true,

		async all() {
			if (known === undefined) {
				await look();
			}

			return new Set(known?.keys());
		},

		async of(projectId) {
			// Looked for anew: it may have been deleted in the meantime, and a prompt of a sender that is not there is refused.
			await look();
			const found = find(projectId);
			if (found !== undefined) {
				return found;
			}

			await call(createSession, {body: {projectId, taskIds: [], name: helperName, metadata: {isOperator: true}}});
			await look();
			const made = find(projectId);
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
