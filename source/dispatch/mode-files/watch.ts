import path from 'node:path';
import {watchFolder} from '../../system/watch-folder.js';

/** What a list depends on. */
export type Watched = {
	/** Of the folder that it was made for: a later one of the same takes its place. */
	readonly id: string;
	/** Any change in one of these. */
	readonly folders: readonly string[];
	/** The coming, going or changing of one of these. */
	readonly names: readonly string[];
};

/**
Is told what a list depends on, once it was made. Answers whether some of that is watched only from now on: it may have changed since it
was read.
*/
export type WatchList = (watched: Watched) => boolean;

type Options = {
	/** Something that a list depends on is not as it was. */
	readonly onChange: () => void;
	readonly report: (text: string, error?: unknown) => void;
	readonly signal: AbortSignal;
	/** How many folders are watched at once; those of the lists that were made longest ago are let go. */
	readonly mostFolders?: number | undefined;
};

/** Changes that come one after the other are told once. */
const togetherMs = 100;

/**
Tells of changes of what lists depend on, until the signal aborts. Nothing is looked at again and again.
*/
export const watchModes = ({onChange, report, signal, mostFolders = 256}: Options): WatchList => {
	const lists = new Map<string, Wanted>();
	const watchers = new Map<string, AbortController>();
	let wanted: Wanted = new Map();
	let soon: NodeJS.Timeout | undefined;
	let isReported = false;

	const open = (folder: string): boolean => {
		const watcher = new AbortController();
		const again = (): void => {
			soon ??= setTimeout(renew, togetherMs);
		};
		try {
			const isThere = watchFolder({
				folder,
				onChange: name => isMeant(wanted.get(folder), name) && again(),
				onEnd: again,
				signal: watcher.signal,
			});
			if (isThere) {
				watchers.set(folder, watcher);
			}

			return isThere;
		} catch (error) {
			// Lists are right all the same: files are looked at anew for each. The system may have no more watchers, so it is said once.
			if (!isReported) {
				isReported = true;
				report(`${folder} cannot be watched; what changes in it is seen once modes are listed again`, error);
			}

			return false;
		}
	};

	const update = (): boolean => {
		for (const [folder, watcher] of watchers) {
			if (!wanted.has(folder)) {
				watcher.abort();
				watchers.delete(folder);
			}
		}

		return [...wanted.keys()].filter(folder => !watchers.has(folder) && open(folder)).length > 0;
	};

	const close = (): void => {
		for (const watcher of watchers.values()) {
			watcher.abort();
		}

		watchers.clear();
	};

	// What is watched is a folder and not its name: it may be another one by now, or have come or gone with those below it.
	const renew = (): void => {
		soon = undefined;
		close();
		update();
		onChange();
	};

	signal.addEventListener('abort', () => {
		clearTimeout(soon);
		close();
	});

	return ({id, ...watched}) => {
		if (signal.aborted) {
			return false;
		}

		lists.delete(id);
		lists.set(id, wantedOf(watched));
		wanted = merge(lists.values());
		for (const oldest of [...lists.keys()].slice(0, -1)) {
			if (wanted.size > mostFolders) {
				lists.delete(oldest);
				wanted = merge(lists.values());
			}
		}

		wanted = new Map([...wanted].slice(0, mostFolders));
		return update();
	};
};

/** Of each folder the names that matter in it. */
type Wanted = ReadonlyMap<string, ReadonlySet<string> | 'all'>;

const isMeant = (names: ReadonlySet<string> | 'all' | undefined, name: string): boolean =>
	names === 'all' ? !name.startsWith('.') : names?.has(name) === true;

const wantedOf = ({folders, names}: Omit<Watched, 'id'>): Wanted =>
	merge([
		new Map(folders.map(folder => [folder, 'all'] as const)),
		...names.map(name => new Map([[path.dirname(name), new Set([path.basename(name)])]])),
	]);

const merge = (all: Iterable<Wanted>): Wanted => {
	const merged = new Map<string, ReadonlySet<string> | 'all'>();
	for (const wanted of all) {
		for (const [folder, names] of wanted) {
			const known = merged.get(folder) ?? new Set<string>();
			merged.set(folder, names === 'all' || known === 'all' ? 'all' : new Set([...known, ...names]));
		}
	}

	return merged;
};
