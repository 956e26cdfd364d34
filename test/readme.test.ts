import {existsSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {screenIds} from '../source/client/state/screen.js';
import {readmeTables, sectionOf, withTables} from './helpers/readme-tables.js';

const root = path.join(import.meta.dirname, '..');
const file = path.join(root, 'README.md');

if (process.env.UPDATE_README === '1') {
	writeFileSync(file, withTables(readFileSync(file, 'utf8')));
}

const readme = readFileSync(file, 'utf8');

for (const [name, build] of Object.entries(readmeTables)) {
	test(`the README's ${name} are those of the program (UPDATE_README=1 npm test writes them)`, () => {
		expect(sectionOf(readme, name)).toBe(build());
	});
}

test('the scripts that the README names are there', () => {
	const {scripts} = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
		scripts: Record<string, string>;
	};
	const named = [...readme.matchAll(/\bnpm (?:run )?(start|test(?::\w+)?|[a-z]+)\b/g)].map(([, name = '']) => name);

	expect(named.length).toBeGreaterThan(2);
	expect(named.filter(name => !['install', 'link'].includes(name) && scripts[name] === undefined)).toEqual([]);
});

test('every screen has its picture (UPDATE_SCREENS=1 npm run test:long -- every-key draws them)', () => {
	const drawn = readdirSync(path.join(root, 'docs', 'screens'));

	expect(screenIds.filter(id => !drawn.includes(`${id}-80x24.svg`))).toEqual([]);
});

test('every picture that the README shows is there', () => {
	const shown = [...readme.matchAll(/docs\/screens\/[\w-]+\.svg/g)].map(([file]) => file);

	expect(shown.length).toBeGreaterThan(1);
	expect(shown.filter(name => !existsSync(path.join(root, name)))).toEqual([]);
});
