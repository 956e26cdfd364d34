import {MaestroError} from '../../domain/errors.js';
import {hasEnded, type SessionStatus} from '../../domain/session.js';
import type {Clock} from '../../system/clock.js';
import type {Claims} from './claims.js';
import type {SpawnRecord} from './record.js';
import type {Records} from './records.js';

/** What a server is told and asked about its sessions. Each refuses with a `MaestroError` while it cannot be reached. */
export type ServerSays = {
	/** `undefined` for a session that it does not know. */
	readonly statusOf: (sessionId: string) => Promise<SessionStatus | undefined>;
	readonly stopped: (sessionId: string, at: number) => Promise<void>;
};

type Options = {
	readonly records: Pick<Records, 'get' | 'change'>;
	/** For changes of records. */
	readonly claims: Claims;
	/** For telling the server: one at a time. */
	readonly turns: Claims;
	readonly server: ServerSays;
	readonly report: (text: string) => void;
	readonly clock: Clock;
};

/**
Tells a server which of its sessions have ended: each once, by whichever app of this machine, and none that it knows to have ended.
*/
export const createTelling = ({records, claims, turns, server, report, clock}: Options) => {
	const tell = async (record: SpawnRecord): Promise<void> => {
		const status = await server.statusOf(record.sessionId);
		// Looked at last: a session that was resumed meanwhile must not be stopped for what ran before.
		const now = await records.get(record.sessionId);
		if (now?.runId !== record.runId || now.isReported) {
			return;
		}

		if (status !== undefined && !hasEnded({status})) {
			await server.stopped(record.sessionId, record.endedAt ?? clock());
		}

		await claims.during(async () => records.change(record, {isReported: true}));
	};

	return async (all: readonly SpawnRecord[]): Promise<void> => {
		for (const record of all.filter(({endedAt, isReported}) => endedAt !== undefined && !isReported)) {
			try {
				await turns.during(async () => tell(record));
			} catch (error) {
				if (!(error instanceof MaestroError)) {
					throw error;
				}

				// While it cannot be reached the screen says so, and it is told later.
				if (error.code !== 'server-missing') {
					report(`The server could not be told that ${record.name} has ended: ${error.message}`);
				}
			}
		}
	};
};
