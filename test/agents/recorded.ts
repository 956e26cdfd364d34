import {readFileSync} from 'node:fs';
import path from 'node:path';

const folder = path.join(import.meta.dirname, '..', 'fixtures', 'claude', '2.1.329');

/** What Claude Code really gave a hook, or wrote into its status file. */
export const recordedText = (name: string): string => readFileSync(path.join(folder, `${name}.json`), 'utf8');

export const recorded = (name: string): Readonly<Record<string, unknown>> => JSON.parse(recordedText(name));
