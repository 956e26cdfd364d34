import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {agents} from '../source/agents/index.js';
import {commands} from '../source/cli/commands/index.js';
import {modes} from '../source/dispatch/modes/index.js';
import {idPattern} from '../source/domain/id.js';
import {themeNames} from '../source/domain/settings.js';
import {themes} from '../source/views/themes/index.js';

const source = path.join(import.meta.dirname, '..', 'source');

/** Folders that are catalogues, and files in them that hold no entry. */
const catalogues: ReadonlyArray<readonly [folder: string, helpers: readonly string[]]> = [
	['dispatch/modes', []],
	['dispatch/terminals', ['terminal.ts']],
	['cli/commands', []],
	['views/themes', ['palette.ts', 'theme.ts']],
	['views/screens', []],
];

for (const [folder, helpers] of catalogues) {
	test(`every file of ${folder} is in its list`, () => {
		const list = readFileSync(path.join(source, folder, 'index.ts'), 'utf8');
		const missing = readdirSync(path.join(source, folder))
			.filter(file => !file.startsWith('index.') && !helpers.includes(file))
			.filter(file => !list.includes(`./${file.replace(/\.tsx?$/, '.js')}`));

		expect(missing).toEqual([]);
	});
}

test('no two modes, agents or commands have one name', () => {
	for (const names of [modes.map(({id}) => id), agents.map(({id}) => id), commands.map(({name}) => name)]) {
		expect(new Set(names).size).toBe(names.length);
	}
});

test('the name of a mode can stand in a path and in the name of a window', () => {
	for (const {id} of modes) {
		expect(id).toMatch(idPattern);
	}
});

test('the themes that can be set are those that there are, and the one that suits the terminal', () => {
	expect(['auto', ...themes.map(({id}) => id)]).toEqual([...themeNames]);
});
