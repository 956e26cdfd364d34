import {readFileSync} from 'node:fs';
import path from 'node:path';

const folder = path.join(import.meta.dirname, '..', 'fixtures', 'opencode', '1.18.33');

const read = (name: string) => JSON.parse(readFileSync(path.join(folder, `${name}.json`), 'utf8'));

/** What the plugin really told the hook program. */
export const told = (name: string): Readonly<Record<string, unknown>> => read(name);

/** What OpenCode called one of the plugin's functions with. */
export type Call =
	| {readonly hook: 'event'; readonly type: string; readonly properties: Readonly<Record<string, unknown>>}
	| {
			readonly hook: 'chat.message' | 'tool.execute.after';
			readonly input: unknown;
			readonly output: {output?: string; parts?: Array<{readonly type: string; readonly text: string}>};
	  };

/** All that it called in a turn, in that order. */
export const called = (name: string): readonly Call[] => read(`client.${name}`);
