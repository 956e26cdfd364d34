import path from 'node:path';
import type {Mode, ModeProblem, Modes} from '../mode.js';
import {type Catalogue, catalogueOf} from './catalogue.js';
import {asText, readCommandFile} from './command-file.js';
import {type CommandFolder, commandFolders} from './command-folders.js';
import type {Entry} from './entry.js';
import {createTreeReader, type ReadTree} from './read-tree.js';
import {type AgentFacts, readUserMode} from './user-mode.js';
import type {Watched, WatchList} from './watch.js';

type Options = {
	/** Where the operator's own mode files are; an absolute path. */
	readonly folder: string;
	readonly builtIn: readonly Mode[];
	/** Those that a mode file may name. */
	readonly agents: readonly AgentFacts[];
	/** Is told of each look what it depends on: see `watchModes`. */
	readonly onLook?: WatchList | undefined;
};

/** How many folders below `.claude/commands` are looked into. */
const deepest = 8;

/**
All modes of this machine: those built in, those of the operator's files, and those of the command files of projects.
*/
export const createModes = ({folder, builtIn, agents, onLook = () => false}: Options): Modes => {
	const readOwn = createTreeReader(file => readUserMode(file, agents));
	const readCommands = createTreeReader(readCommandFile);
	const given: readonly Entry[] = builtIn.map(mode => ({
		...{source: mode.source, parts: [mode.id], id: mode.id, mode, problems: []},
	}));

	const lookOnce = async (directory: string | undefined) => {
		const own = await readOwn(folder, {depth: 0});
		const {places, problems} = await placesFor(directory);
		const trees = await Promise.all(
			places.map(async place => ({
				place,
				tree: await readCommands(place.folder, {within: place.within, depth: deepest}),
			})),
		);
		const isNew = [
			onLook(watchedOf(folder, [folder], [own])),
			directory !== undefined &&
				onLook(
					watchedOf(
						directory,
						placeNames(places),
						trees.map(({tree}) => tree),
					),
				),
		].includes(true);

		const layers = trees.toReversed().map(({place, tree}) => tree.entries.map(entry => entryAt(entry, place)));
		const catalogue = catalogueOf([given, own.entries, ...layers]);
		const unread = [own, ...trees.map(({tree}) => tree)].flatMap(tree => tree.problems);
		return {isNew, catalogue: {...catalogue, problems: [...problems, ...unread, ...catalogue.problems]}};
	};

	const look = async (directory: string | undefined): Promise<Catalogue> => {
		const {isNew, catalogue} = await lookOnce(directory);
		// What changed between the look and the watching of it is told by nobody, so it is looked for.
		return isNew ? (await lookOnce(directory)).catalogue : catalogue;
	};

	return {
		async list(directory) {
			const {modes, problems} = await look(directory);
			return {modes, problems};
		},
		find: async (name, directory) => (await look(directory)).find(name),
	};
};

type Places = {readonly places: readonly CommandFolder[]; readonly problems: readonly ModeProblem[]};

const placesFor = async (directory: string | undefined): Promise<Places> => {
	if (directory === undefined) {
		return {places: [], problems: []};
	}

	try {
		return {places: await commandFolders(directory), problems: []};
	} catch (error) {
		// All other modes are there all the same.
		const text = `the command files of this folder cannot be found: ${String(error)}`;
		return {places: [], problems: [{file: directory, line: 1, text}]};
	}
};

const entryAt = (entry: Entry, {isOnTheWay}: CommandFolder): Entry =>
	isOnTheWay || entry.mode === undefined ? entry : {...entry, mode: asText(entry.mode)};

/** A folder with command files comes to be by its own name or by that of the one above it. */
const placeNames = (places: readonly CommandFolder[]): readonly string[] =>
	places.flatMap(place => [place.folder, path.dirname(place.folder)]);

const watchedOf = (id: string, names: readonly string[], trees: readonly ReadTree[]): Watched => ({
	id,
	folders: trees.flatMap(({folders}) => folders),
	names: [...names, ...trees.flatMap(({targets}) => targets)],
});
