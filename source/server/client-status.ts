import path from 'node:path';
import type {Agent, ClientStatus} from '../agents/agent.js';
import {readText} from '../system/files.js';
import {watchFolder} from '../system/watch-folder.js';

type Options = {
	readonly onStatus: (sessionId: string, status: ClientStatus) => Promise<void>;
	readonly report: (text: string, error: unknown) => void;
	readonly signal: AbortSignal;
};

export type Clients = {
	/** A hook named the process of a session's client, and where that client keeps its files. */
	readonly know: (sessionId: string, agent: Agent, client: {readonly pid: number; readonly folder: string}) => void;
};

/**
Watches the files in which clients tell their own status (agent-contract §2.5): some changes, Esc above all, run no hook. The files
are not documented; one that is missing or says nothing is passed over.
*/
export const followClients = ({onStatus, report, signal}: Options): Clients => {
	const files = new Map<string, {readonly sessionId: string; readonly agent: Agent}>();
	const fileOf = new Map<string, string>();
	const folders = new Set<string>();

	const read = async (file: string): Promise<void> => {
		const client = files.get(file);
		if (client === undefined) {
			return;
		}

		try {
			const status = client.agent.readStatus?.((await readText(file)) ?? '');
			if (status !== undefined) {
				await onStatus(client.sessionId, status);
			}
		} catch (error) {
			report(`The status in ${file} was not taken`, error);
		}
	};

	return {
		know(sessionId, agent, client) {
			const file = agent.statusFile?.(client);
			if (file === undefined) {
				return;
			}

			const before = fileOf.get(sessionId);
			if (before !== undefined && before !== file) {
				// The number of a process that has ended may be another one's tomorrow.
				files.delete(before);
			}

			fileOf.set(sessionId, file);
			files.set(file, {sessionId, agent});
			const folder = path.dirname(file);
			if (folders.has(folder)) {
				return;
			}

			const isWatched = watchFolder({
				folder,
				onChange: name => void read(path.join(folder, name)),
				onEnd(error) {
					folders.delete(folder);
					report(`${folder} is not watched any more`, error);
				},
				signal,
			});
			if (isWatched) {
				folders.add(folder);
			}
		},
	};
};
