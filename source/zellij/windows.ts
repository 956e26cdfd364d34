import {setTimeout as pause} from 'node:timers/promises';
import type {Window, WindowLife} from '../multiplexer/multiplexer.js';
import {modifiedAt} from '../system/files.js';
import {birthOf} from '../system/processes.js';
import type {Run} from '../system/run.js';
import {listPanes, type Pane, paneName} from './panes.js';
import type {Program} from './program.js';
import type {Entry, Registry} from './registry.js';
import type {ZellijServer} from './server.js';

type Options = {
	readonly server: ZellijServer;
	readonly registry: Registry;
	readonly run: Run;
};

/** A window of ours with all that we know of it. */
export type Sight = {
	readonly window: Window;
	readonly entry: Entry;
	readonly pane: Pane;
	/** Nobody has opened anything else in its tab. */
	readonly isAlone: boolean;
};

export type Listing = {
	/** All windows of ours, oldest first. */
	readonly look: () => Promise<readonly Sight[]>;
	/** The one that has a key; zellij is asked only where there can be one. */
	readonly find: (key: string) => Promise<Sight | undefined>;
	/** A word that is another one when a window has been opened or closed by us, or when a program has started or ended. Asks no zellij. */
	readonly sign: () => Promise<string>;
};

// How often, and after how long, zellij is asked again about a program that is gone, before we take it that nobody saw how.
const mostSettling = 4;
const settleMs = 100;

/**
Looks at the windows of ours in the session. A pane is ours when our file for it says so and its words have the mark that
stands there; the names and places that people give to it do not matter.
*/
export const createListing = ({server, registry, run}: Options): Listing => {
	// Programs that a signal has ended: for zellij they run for ever.
	const lost = new Set<string>();

	const glance = async (key?: string): Promise<readonly Sight[]> => {
		const [entries, birth] = await Promise.all([registry.read(), server.birth()]);
		const living = entries.filter(entry => entry.birth === birth && (key === undefined || entry.key === key));
		if (living.length === 0) {
			return [];
		}

		const panes = await listPanes(server);
		const sights = await Promise.all(
			panes.map(async pane => {
				const entry = living.find(({mark}) => isMarked(pane, mark));
				const isAlone = panes.every(({id, tabId}) => id === pane.id || tabId !== pane.tabId);
				return entry === undefined ? undefined : sightOf({entry, pane, isAlone});
			}),
		);
		return oncePerKey(sights.filter(sight => sight !== undefined));
	};

	const sightOf = async (known: Omit<Sight, 'window'>): Promise<Sight> => {
		const {entry, pane} = known;
		const program = await registry.program(entry.mark);
		const life = pane.hasExited ? endOf(pane) : await lifeOf(program);
		return {
			...known,
			window: {
				id: String(pane.tabId),
				paneId: paneName(pane.id),
				name: pane.tabName,
				key: entry.key,
				meta: entry.meta,
				life,
				pid: life.state === 'running' ? program?.pid : undefined,
				lastOutputAt: life.state === 'running' ? await lastOutputOf(program) : undefined,
			},
		};
	};

	const lifeOf = async (program: Program | undefined): Promise<WindowLife> =>
		program === undefined || (await runs(program)) ? {state: 'running'} : {state: 'ended'};

	const runs = async ({pid, birth}: Program): Promise<boolean> => {
		const found = await birthOf(pid, run);
		return found !== undefined && (birth === undefined || birth === found);
	};

	const settle = async (sights: readonly Sight[], tries: number, key?: string): Promise<readonly Sight[]> => {
		const unsettled = sights.filter(
			({entry, pane, window}) => window.life.state === 'ended' && !pane.hasExited && !lost.has(marked(entry, pane)),
		);
		if (unsettled.length === 0) {
			return sights;
		}

		if (tries === 0) {
			for (const {entry, pane} of unsettled) {
				lost.add(marked(entry, pane));
			}

			return sights;
		}

		await pause(settleMs);
		return settle(await glance(key), tries - 1, key);
	};

	return {
		async look() {
			// Where it is missing, that is said, though there may be nothing of ours.
			await server.ready();
			return settle(await glance(), mostSettling);
		},

		async find(key) {
			await server.ready();
			const [sight] = await settle(await glance(key), mostSettling, key);
			return sight;
		},

		async sign() {
			const [entries, birth] = await Promise.all([registry.read(), server.birth()]);
			const signs = entries.map(async ({key, mark, openedAt, ...entry}) => {
				const program = entry.birth === birth ? await registry.program(mark) : undefined;
				return [key, mark, openedAt, program?.pid, program?.birth, program !== undefined && (await runs(program))];
			});
			return JSON.stringify([birth, await Promise.all(signs)]);
		},
	};
};

export const isMarked = ({command}: Pane, mark: string): boolean => command?.includes(mark) === true;

const marked = ({mark, openedAt}: Entry, {id}: Pane): string => `${mark} ${openedAt} ${id}`;

/** A pane whose program was started anew in another pane may still be there; the last is the one that counts. */
const oncePerKey = (sights: readonly Sight[]): readonly Sight[] =>
	sights.filter(({entry}, index) => sights.findLastIndex(other => other.entry.key === entry.key) === index);

const endOf = ({exitCode}: Pane): WindowLife =>
	exitCode === undefined ? {state: 'ended'} : {state: 'ended', exitCode};

/** Its terminal is a file that the system dates, on Linux in steps of eight seconds. */
const lastOutputOf = async (program: (Program & {readonly toldAt: number}) | undefined): Promise<number | undefined> =>
	program === undefined
		? undefined
		: Math.max(program.toldAt, program.terminal === undefined ? 0 : await modifiedAt(program.terminal));
