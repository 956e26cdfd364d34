import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';

const folder = path.join(import.meta.dirname, '..', 'fixtures', 'gemini', '0.61.0');
const screens = path.join(folder, 'screens');

/** What Gemini CLI really gave a hook. */
export const recordedHook = (name: string): Readonly<Record<string, unknown>> =>
	JSON.parse(readFileSync(path.join(folder, `${name}.json`), 'utf8'));

/** What its window really showed. */
export const recordedScreen = (name: string): string =>
	readFileSync(path.join(screens, `${name}.txt`), 'utf8').trimEnd();

export const screenNames = readdirSync(screens).map(file => path.basename(file, '.txt'));
