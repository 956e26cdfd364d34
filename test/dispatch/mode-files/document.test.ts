import {readFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {memberNames} from '../../../source/dispatch/mode-files/members.js';
import {readUserMode} from '../../../source/dispatch/mode-files/user-mode.js';
import {modes} from '../../../source/dispatch/modes/index.js';
import {promptNames} from '../../../source/dispatch/prompt.js';
import {permissions} from '../../../source/domain/permission.js';
import {taskStatuses} from '../../../source/domain/task.js';

const document = readFileSync(path.join(import.meta.dirname, '..', '..', '..', 'docs', 'modes.md'), 'utf8');

const agents = [
	{id: 'claude', isHeadlessToo: true, permissions},
	{id: 'codex', isHeadlessToo: true, permissions},
];

const read = (content: string) => readUserMode({id: 'a', source: '/a.md', content}, agents);

/** The rows of the table that begins with this head. */
const rowsOf = (head: string): ReadonlyArray<readonly string[]> => {
	const [, below = ''] = document.split(`| ${head} |`);
	return (
		below
			.split('\n')
			.slice(2)
			.join('\n')
			.split('\n\n')[0]
			?.split('\n')
			.map(row => row.split('|').map(cell => cell.trim()))
			.map(([, ...cells]) => cells) ?? []
	);
};

const named = (rows: ReadonlyArray<readonly string[]>) => rows.map(([name = '']) => name.replace(/[`{}]/g, ''));

test('the document names every member of a mode file, and no other', () => {
	expect(named(rowsOf('member'))).toEqual(memberNames);
});

for (const [member = '', , example = ''] of rowsOf('member')) {
	test(`the document's example of ${member} is one`, () => {
		expect(read(`---\n${example.replaceAll('`', '')}\n---\nDo it`)).toMatchObject({problems: [], mode: {id: 'a'}});
		expect(example).toContain(member.replaceAll('`', ''));
	});
}

test('the document names every permission and every status of a task', () => {
	const valuesOf = (member: string) =>
		[...(rowsOf('member').find(([name]) => name === `\`${member}\``)?.[1] ?? '').matchAll(/`(\w+)`/g)].map(
			([, value]) => value,
		);

	expect(valuesOf('permission')).toEqual([...permissions]);
	expect(valuesOf('task-status')).toEqual([...taskStatuses]);
});

test('the document names all that a text can ask for, and no more', () => {
	expect(named(rowsOf('name'))).toEqual(promptNames);
});

test('the document names the modes that are built in, and where they run', () => {
	expect(rowsOf('mode').map(([name = '', where]) => [name.replaceAll('`', ''), where])).toEqual(
		modes.map(({id, isHeadless}) => [id, isHeadless ? 'headless, with a log' : 'a window']),
	);
});

test('the document’s example is a mode', () => {
	const [, example = ''] = /^```markdown\n(.*?)^```$/ms.exec(document) ?? [];

	expect(read(example)).toMatchObject({problems: [], mode: {isHeadless: true, extras: ['--model', 'opus']}});
});
