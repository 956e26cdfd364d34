import path from 'node:path';
import type {z} from 'zod';
import {readText, syncFolder, writeWhole} from '../../system/files.js';
import {isDraft, listFiles, putAside, removeFile} from '../../system/replace.js';
import {createLatest} from './latest.js';
import {storageFailure} from './storage-failure.js';

/**
Things of one kind, each with an id: read from memory, kept on disk. `get` and `all` see a `put` or a `remove` at once, so
that what is made from the last value loses nothing; one that is refused (`storage-failed`) takes its change back, and memory
says again what the disk says.
*/
export type Collection<Item extends {readonly id: string}> = {
	get: (id: string) => Item | undefined;
	all: () => readonly Item[];
	/**
	Resolves once this item, or one put later under its id, would survive a power cut.
	*/
	put: (item: Item) => Promise<void>;
	/** Resolves once the item would not come back after a power cut. */
	remove: (id: string) => Promise<void>;
};

type Options<Item> = {
	readonly folder: string;
	/** Where an item lies, from the folder: `<project>/<id>.json`. */
	readonly fileOf: (item: Item) => string;
	readonly reader: z.ZodType<Item>;
	/** Told of every file that is there and not believed. */
	readonly report: (text: string) => void;
};

/**
A collection with a readable JSON file for each item. A file that is cut short or otherwise not an item is reported and left
where it is; a `put` that needs its place puts it aside.
*/
export const openCollection = async <Item extends {readonly id: string}>({
	folder,
	fileOf,
	reader,
	report,
}: Options<Item>): Promise<Collection<Item>> => {
	const {found, bad} = await load({folder, fileOf, reader, report});
	const files = new Map([...found].map(([id, {file}]) => [id, file]));

	const write = async (file: string, item: Item): Promise<void> => {
		if (bad.has(file)) {
			report(`${file} was not believed and is in the way: it is kept as ${await putAside(file)}`);
			bad.delete(file);
		}

		await writeWhole(file, `${JSON.stringify(item, undefined, '\t')}\n`);
		const former = files.get(item.id);
		files.set(item.id, file);
		if (former !== undefined && former !== file) {
			await discard(former);
		}
	};

	const erase = async (id: string): Promise<void> => {
		const file = files.get(id);
		if (file !== undefined) {
			await discard(file);
			files.delete(id);
		}
	};

	const items = createLatest<Item>({
		start: [...found].map(([id, {item}]) => [id, item]),
		async keep(id, item) {
			const file = item && placeIn(folder, fileOf(item));
			try {
				await (item === undefined || file === undefined ? erase(id) : write(file, item));
			} catch (error) {
				throw storageFailure(`${id} in ${folder}`, error);
			}
		},
	});

	return {
		get: items.get,
		all: items.all,
		put: async item => items.set(item.id, item),
		remove: async id => items.set(id, undefined),
	};
};

const discard = async (file: string): Promise<void> => {
	await removeFile(file);
	await syncFolder(path.dirname(file));
};

const placeIn = (folder: string, name: string): string => {
	const file = path.join(folder, name);
	if (!file.startsWith(folder + path.sep)) {
		throw new TypeError(`${name} is not a place in ${folder}`);
	}

	return file;
};

const load = async <Item extends {readonly id: string}>({folder, fileOf, reader, report}: Options<Item>) => {
	const found = new Map<string, {readonly item: Item; readonly file: string}>();
	const bad = new Set<string>();
	for (const name of await listFiles(folder)) {
		const file = path.join(folder, name);
		if (isDraft(path.basename(name))) {
			await removeFile(file);
			continue;
		}

		if (!name.endsWith('.json')) {
			continue;
		}

		const item = readItem(await readText(file), reader);
		if (typeof item === 'string') {
			bad.add(file);
			report(`${file} is not believed, and left as it is: ${item}`);
			continue;
		}

		const other = found.get(item.id);
		if (other === undefined) {
			found.set(item.id, {item, file});
			continue;
		}

		const [kept, passed] = placeIn(folder, fileOf(item)) === file ? [file, other.file] : [other.file, file];
		found.set(item.id, kept === file ? {item, file} : other);
		report(`${passed} is passed over: ${kept} has the same id`);
	}

	return {found, bad};
};

const readItem = <Item>(text: string | undefined, reader: z.ZodType<Item>): Item | string => {
	try {
		const result = reader.safeParse(JSON.parse(text ?? ''));
		return result.success
			? result.data
			: result.error.issues.map(issue => `${issue.path.join('.')}: ${issue.message}`).join('; ');
	} catch (error) {
		return String(error);
	}
};
