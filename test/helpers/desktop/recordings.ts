import {readdirSync, readFileSync} from 'node:fs';

/** What was asked of the real product's server, and what it answered and told everyone (contract §0). */
export type Recording = {
	readonly name: string;
	/** How that server was configured. */
	readonly server: string;
	readonly note?: string;
	readonly request: RecordedRequest;
	readonly response: {
		readonly atMs?: number;
		readonly status?: number;
		readonly headers?: Readonly<Record<string, string | readonly string[]>>;
		readonly body?: unknown;
		readonly [measured: string]: unknown;
	};
	readonly frames: ReadonlyArray<{readonly atMs?: number; readonly frame: unknown}>;
	/** What the product's command line asked of its server. */
	readonly cliCalls?: ReadonlyArray<{
		readonly atMs: number;
		readonly request: RecordedRequest;
		readonly status: number;
		readonly responseKeys: readonly string[];
	}>;
};

type RecordedRequest = {
	readonly method?: string;
	readonly path?: string;
	readonly headers?: Readonly<Record<string, string>>;
	readonly body?: unknown;
	/** Of a connection: what the client said. */
	readonly sent?: readonly unknown[];
};

const folder = new URL('../../fixtures/maestro/recorded/', import.meta.url);

/** All of them, in the order of their names. */
export const recordings: readonly Recording[] = readdirSync(folder)
	.sort()
	.map(file => JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Recording);

const byName = new Map(recordings.map(recording => [recording.name, recording]));

export const recording = (name: string): Recording => {
	const found = byName.get(name);
	if (found === undefined) {
		throw new Error(`${name} was not recorded`);
	}

	return found;
};
