import path from 'node:path';
import {createSpawnerServer} from '../client/feeds/desktop/spawner-server.js';
import {serverKey} from '../dispatch/spawned/keys.js';
import {runOf} from '../dispatch/spawned/record.js';
import {createRecords} from '../dispatch/spawned/records.js';
import type {Run} from '../domain/run.js';
import type {Call} from '../protocol/call.js';

/** What commands have to know of the windows that are opened on this machine for a desktop server. */
export type HostedWindows = {
	/** What was opened here for a session; nothing where that was done elsewhere, or never. */
	readonly runOf: (sessionId: string) => Promise<Run | undefined>;
	/** Nobody watches the server, so nobody opens the window of what is started now. */
	readonly isForsaken: () => Promise<boolean>;
};

type Options = {
	readonly url: string;
	readonly call: Call;
	/** Where the apps of this machine write down what they have opened. */
	readonly folder: string;
};

export const createHostedWindows = ({url, call, folder}: Options): HostedWindows => {
	const records = createRecords(path.join(folder, serverKey(url)));
	const {watchers} = createSpawnerServer(call);

	return {
		async runOf(sessionId) {
			const record = await records.get(sessionId);
			return record && runOf(record);
		},
		isForsaken: async () => (await watchers()) === 0,
	};
};
