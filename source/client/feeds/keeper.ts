import type {MaestroEvent} from '../../domain/event.js';
import type {WindowOrder} from '../../domain/window-order.js';
import type {Call, Fetch} from '../../protocol/call.js';
import type {Snapshot} from '../event.js';
import type {Pace} from './pace.js';
import type {Located, Timing} from './server.js';

/** Whether somebody looks at the screen. */
export type Sight = {
	readonly isSeen: () => boolean;
	/** Calls back when that may be different; answers a way to call that off. */
	readonly subscribe: (listener: () => void) => () => void;
};

export type KeeperOptions = {
	readonly located: Located;
	readonly call: Call;
	readonly fetch: Fetch;
	readonly capabilities: readonly string[];
	readonly timing: Timing;
	/** What has happened goes to the screen by it. */
	readonly pace: Pace;
	/** There is a whole picture, and what has happened since: from the first on the server counts as connected to. */
	readonly show: (snapshot: Snapshot, ...since: readonly MaestroEvent[]) => void;
	/** What there is and cannot be read, in words; nothing or no word where all can be. */
	readonly leftOut: (text: string | undefined) => void;
	/** A window is to be opened, or written into. */
	readonly order: (order: WindowOrder) => void;
	readonly sight: Sight;
	/** The connection is of no use any more. */
	readonly failed: (error: unknown) => void;
	readonly isOver: AbortSignal;
};

/** Keeps the picture of one connection as its server is. */
export type Keeper = {
	/** The live channel is open, or something was lost, or the operator wants it: everything is fetched again. */
	readonly synchronise: () => void;
	/** What came over the live channel. */
	readonly take: (text: string) => void;
	/** What is said to the server before anything else. */
	readonly greeting?: string | undefined;
	/** What the server answers as a sign of life, where it is no ping of the protocol. */
	readonly ping?: string | undefined;
};

export type Keep = (options: KeeperOptions) => Keeper;
