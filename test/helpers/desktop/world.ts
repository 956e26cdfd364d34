import {createHash, randomBytes} from 'node:crypto';
import type {DesktopMember, DesktopProject, DesktopPrompt, DesktopSession, DesktopTask} from './entities.js';
import {notFound} from './refused.js';
import type {Time} from './time.js';

/** What a desktop server has in it when it starts. */
export type Given = {
	readonly projects?: readonly DesktopProject[];
	readonly tasks?: readonly DesktopTask[];
	readonly sessions?: readonly DesktopSession[];
	readonly teamMembers?: readonly DesktopMember[];
	readonly prompts?: readonly DesktopPrompt[];
	/** The texts of docs, by their ids. */
	readonly contents?: Readonly<Record<string, string>>;
	/** Whatever has no shape of its own here (teams, task lists), by its id. */
	readonly others?: Readonly<Record<string, readonly Other[]>>;
};

export type Other = {readonly id: string; readonly [member: string]: unknown};

/** How it was started (contract §1, §2). */
export type Settings = {
	readonly auth?: {readonly password: string; readonly trustsLoopback?: boolean} | undefined;
	/** Whether the `maestro` program is there, without which nothing is spawned. */
	readonly hasCli?: boolean | undefined;
	readonly maxClients?: number | undefined;
	/** Folders that are git repositories. */
	readonly repositories?: readonly string[] | undefined;
	/** What the server process has in its environment for providers, and hands on. */
	readonly keys?: Readonly<Record<string, string>> | undefined;
	/** How long its program takes to put a manifest together. The real one takes 200 to 600 ms. */
	readonly spawnTakesMs?: number | undefined;
	/** What the environment of a spawned agent has as its PATH. */
	readonly path?: string | undefined;
	/** Transcripts of agents on that machine. */
	readonly agentLogs?: readonly AgentLog[] | undefined;
};

/** One transcript of an agent program, as it lies on the machine of the server. */
export type AgentLog = {
	readonly filename: string;
	readonly modifiedAt: number;
	readonly maestroSessionId: string | null;
	readonly content: string;
};

type Emit = (event: string, data: Readonly<Record<string, unknown>>) => void;

const byId = <Item extends {readonly id: string}>(items: readonly Item[] = []): Map<string, Item> =>
	new Map(structuredClone(items).map(item => [item.id, item]));

type Options = {
	readonly given: Given;
	readonly settings: Settings;
	readonly emit: Emit;
	readonly url: () => string;
	readonly time: Time;
};

/** Everything that one desktop server knows, until it is started with something else. */
export const createWorld = ({given, settings, emit, url, time}: Options) => {
	const make = (prefix: string): string => `${prefix}_${time.clock()}_${randomPart()}`;

	const finder =
		<Item>(what: string, items: ReadonlyMap<string, Item>) =>
		(id: string): Item => {
			const item = items.get(id);
			if (item === undefined) {
				throw notFound(what, id);
			}

			return item;
		};

	const projects = byId(given.projects);
	const tasks = byId(given.tasks);
	const sessions = byId(given.sessions);
	const members = byId(given.teamMembers);
	const others = new Map(Object.entries(given.others ?? {}).map(([kind, items]) => [kind, byId(items)]));

	return {
		settings,
		emit,
		projects,
		tasks,
		sessions,
		members,
		prompts: [...structuredClone(given.prompts ?? [])],
		contents: new Map(Object.entries(given.contents ?? {})),
		orderings: new Map<string, unknown>(),
		/** Entities of a kind without a shape of its own. */
		of(kind: string): Map<string, Other> {
			const found = others.get(kind) ?? new Map<string, Other>();
			others.set(kind, found);
			return found;
		},
		make,
		now: time.clock,
		/** Resolves after a while. */
		pause: (milliseconds: number) =>
			new Promise<void>(resolve => {
				milliseconds > 0 ? time.schedule(milliseconds, resolve) : resolve();
			}),
		/** Where agents find the server. */
		url,
		project: finder('Project', projects),
		task: finder('Task', tasks),
		session: finder('Session', sessions),
		member: finder('Team member', members),
	};
};

export type World = ReturnType<typeof createWorld>;

const randomPart = (): string => randomBytes(8).readBigUInt64BE().toString(36).slice(0, 9);

export const shortHash = (text: string): string => createHash('sha1').update(text).digest('hex').slice(0, 12);
