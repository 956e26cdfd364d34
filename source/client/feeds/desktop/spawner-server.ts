import {MaestroError} from '../../../domain/errors.js';
import type {SessionStatus} from '../../../domain/session.js';
import type {Call} from '../../../protocol/call.js';
import {wsStatus} from '../../../protocol/desktop/ws-status.js';
import {getSession, updateSession} from '../../../protocol/sessions.js';

/** What whoever opens windows asks the server, and tells it. */
export type SpawnerServer = {
	/** `undefined` for a session that it does not know. */
	readonly statusOf: (sessionId: string) => Promise<SessionStatus | undefined>;
	readonly stopped: (sessionId: string, at: number) => Promise<void>;
	/** How many programs watch it; `away` while it cannot be asked, `unknown` where it does not say. */
	readonly watchers: () => Promise<number | 'away' | 'unknown'>;
};

export const createSpawnerServer = (call: Call): SpawnerServer => ({
	async statusOf(sessionId) {
		try {
			return (await call(getSession, {params: {id: sessionId}})).status;
		} catch (error) {
			if (error instanceof MaestroError && /not-found$/.test(error.code)) {
				return undefined;
			}

			throw error;
		}
	},

	async stopped(sessionId, at) {
		await call(updateSession, {params: {id: sessionId}, body: {status: 'stopped', completedAt: at}});
	},

	async watchers() {
		try {
			const {clients} = await call(wsStatus);
			return clients.filter(({readyState}) => readyState === openState).length;
		} catch (error) {
			if (!(error instanceof MaestroError)) {
				throw error;
			}

			return error.code === 'server-missing' || error.code === 'timed-out' ? 'away' : 'unknown';
		}
	},
});

/** What a server calls a connection that is open. */
const openState = 1;
