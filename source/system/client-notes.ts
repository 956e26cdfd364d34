import {readdir, readFile, rm} from 'node:fs/promises';
import path from 'node:path';
import {type ClientNote, readClientNote, writeClientNote} from './client-note.js';
import {makeFolder, readText, removeFolder, writeWhole} from './files.js';
import type {Paths} from './paths.js';

/** The process that speaks for a session by its hooks. */
export type Owner = {
	readonly sessionId: string;
	readonly pid: number;
	readonly born: string;
};

export type ClientNotes = {
	/** Makes the folders that the hook program writes to; answers the notes that are there. What is none of ours is taken away. */
	open: () => Promise<readonly ClientNote[]>;
	put: (note: ClientNote) => Promise<void>;
	remove: (pid: number) => Promise<void>;
	/** Takes away what was made for a session whose agent is started by hand. */
	forget: (sessionId: string) => Promise<void>;
	/** Who speaks for sessions that are wanted, as the hook program noted it; clients that do not tell their process are left out. */
	owners: (isWanted: (sessionId: string) => boolean) => Promise<readonly Owner[]>;
};

/**
The files that the server and the hook program share about clients: a note of each that runs without maestro's doing, and of each
session which process speaks for it.
*/
export const createClientNotes = ({
	clients,
	owners,
	adopted,
}: Pick<Paths, 'clients' | 'owners' | 'adopted'>): ClientNotes => {
	const fileOf = (pid: number) => path.join(clients, String(pid));

	const read = async (name: string): Promise<ClientNote | undefined> => {
		const pid = /^[1-9]\d{0,9}$/.test(name) ? Number(name) : undefined;
		const note = pid === undefined ? undefined : readClientNote(pid, await readFile(path.join(clients, name), 'utf8'));
		if (note === undefined) {
			await rm(path.join(clients, name), {force: true, recursive: true});
		}

		return note;
	};

	return {
		async open() {
			await makeFolder(owners);
			await makeFolder(clients);
			const notes = await Promise.all((await readdir(clients)).map(read));
			return notes.filter(note => note !== undefined);
		},
		put: async note => writeWhole(fileOf(note.pid), writeClientNote(note)),
		remove: async pid => rm(fileOf(pid), {force: true}),
		forget: async sessionId => removeFolder(path.join(adopted, sessionId)),
		async owners(isWanted) {
			const found = await Promise.all(
				(await readdir(owners))
					.filter(isWanted)
					.map(async sessionId => readOwner(sessionId, (await readText(path.join(owners, sessionId))) ?? '')),
			);
			return found.filter(owner => owner !== undefined);
		},
	};
};

const readOwner = (sessionId: string, text: string): Owner | undefined => {
	const [, pid = '', born = ''] = /^([1-9]\d{0,9}) (\S+)/.exec(text) ?? [];
	return pid === '' ? undefined : {sessionId, pid: Number(pid), born};
};
