import path from 'node:path';
import {listFolder, readText} from '../../system/files.js';
import {birthOf} from '../../system/processes.js';
import {removeFile, replaceFile} from '../../system/replace.js';
import type {Run} from '../../system/run.js';

type Options = {
	/** A file for each of our apps that watches the server. */
	readonly folder: string;
	readonly pid: number;
	readonly run: Run;
};

export type Watchers = {
	/** This app watches the server, until it says that it does not any more, or ends. */
	readonly enter: () => Promise<void>;
	readonly leave: () => Promise<void>;
	/** How many of our apps watch it from this machine. */
	readonly count: () => Promise<number>;
};

/**
Which of our own apps on this machine watch a server, so that they can be told from other programs that do.
*/
export const createWatchers = ({folder, pid, run}: Options): Watchers => {
	const fileOf = (process: number): string => path.join(folder, String(process));

	const isAlive = async (name: string): Promise<boolean> => {
		const born = /^[1-9]\d{0,9}$/.test(name) ? await readText(path.join(folder, name)) : undefined;
		return born !== undefined && born.trim() === (await birthOf(Number(name), run));
	};

	/** Whoever leaves and comes back at once is there in the end. */
	let last: Promise<void> = Promise.resolve();
	const inTurn = async (act: () => Promise<void>): Promise<void> => {
		last = last.then(act, act);
		return last;
	};

	return {
		enter: async () => inTurn(async () => replaceFile(fileOf(pid), `${await birthOf(pid, run)}\n`)),
		leave: async () => inTurn(async () => removeFile(fileOf(pid))),
		async count() {
			const names = (await listFolder(folder)).map(({name}) => name).filter(name => !name.startsWith('.'));
			const alive = await Promise.all(
				names.map(async name => {
					const lives = await isAlive(name);
					if (!lives) {
						await removeFile(path.join(folder, name));
					}

					return lives;
				}),
			);
			return alive.filter(Boolean).length;
		},
	};
};
