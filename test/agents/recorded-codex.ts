import {readFileSync} from 'node:fs';
import path from 'node:path';

const folder = path.join(import.meta.dirname, '..', 'fixtures', 'codex', '0.169.0');

/** What Codex really gave a hook. */
export const recordedCodex = (name: string): Readonly<Record<string, unknown>> =>
	JSON.parse(readFileSync(path.join(folder, `${name}.json`), 'utf8'));
