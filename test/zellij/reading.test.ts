import {readFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {readClients} from '../../source/zellij/clients.js';
import {saysNoSession} from '../../source/zellij/complaints.js';
import {readPanes} from '../../source/zellij/panes.js';
import {programWords, readProgram} from '../../source/zellij/program.js';
import {readEntry} from '../../source/zellij/registry.js';
import {sessionIn} from '../../source/zellij/session.js';
import {socketOf} from '../../source/zellij/socket.js';
import {readActiveTab} from '../../source/zellij/tabs.js';
import {isAtLeast, parseVersion} from '../../source/zellij/version.js';

const recorded = (version: string, name: string): string =>
	readFileSync(path.join(import.meta.dirname, '..', 'fixtures', 'zellij', version, name), 'utf8');

for (const version of ['0.44.3', '0.45.1']) {
	test(`${version}: the panes of programs are read, with how they ended, and those of plugins are not`, () => {
		const panes = readPanes(recorded(version, 'list-panes.json')) ?? [];

		expect(panes.map(({id, tabId, tabName, hasExited, exitCode}) => [id, tabId, tabName, hasExited, exitCode])).toEqual(
			[
				[0, 0, 'Tab #1', false, undefined],
				[1, 1, 'T-1 sleep 1000', false, undefined],
				[2, 2, 'T-1 exit 3', true, 3],
				[3, 3, 'T-1 kill -9 $$', true, undefined],
			],
		);
		expect(panes.map(({command, isAside}) => [command, isAside])).toEqual([
			[undefined, false],
			['env A=b sh -c sleep .3; sleep 1000', false],
			['env A=b sh -c sleep .3; exit 3', true],
			['env A=b sh -c sleep .3; kill -9 $$', true],
		]);
	});

	test(`${version}: who looks, and at which tab, is read`, () => {
		expect(readClients(recorded(version, 'list-clients.txt'))).toEqual(['1']);
		expect(readActiveTab(recorded(version, 'list-tabs.json'))).toBe(3);
	});

	test(`${version}: a session that is not there is told from other complaints`, () => {
		expect(saysNoSession(recorded(version, 'no-session.txt'))).toBe(true);
		expect(saysNoSession(recorded(version, 'no-such-session.txt'))).toBe(true);
		expect(saysNoSession('Pane with id Terminal(99) not found')).toBe(false);
	});
}

for (const text of ['', '\n', 'Timeout listing panes', '{}', '[{"id": 1']) {
	test(`${JSON.stringify(text)} is no list of panes, and not an empty one`, () => {
		expect(readPanes(text)).toBeUndefined();
	});
}

test('a session that runs is told from one that is over, and from one whose name only begins the same', () => {
	const stdout = recorded('0.45.1', 'list-sessions.txt');

	expect(sessionIn(stdout, 'maestro')).toBe('running');
	expect(sessionIn(stdout, 'old-work')).toBe('exited');
	expect(sessionIn(stdout, 'old')).toBeUndefined();
});

const versions: ReadonlyArray<[printed: string, isNewEnough: boolean]> = [
	['zellij 0.44.0\n', false],
	['zellij 0.43.9\n', false],
	['zellij 0.44.1\n', true],
	['zellij 0.45.0\n', true],
	['zellij 1.0.0\n', true],
	['zellij 0.44.1-alpha\n', true],
	['zellij\n', false],
];

for (const [printed, isNewEnough] of versions) {
	test(`${printed.trim()} is ${isNewEnough ? '' : 'not '}0.44.1 or newer`, () => {
		expect(isAtLeast(parseVersion(printed), [0, 44, 1])).toBe(isNewEnough);
	});
}

const sockets: ReadonlyArray<[title: string, environment: Readonly<Record<string, string>>, socket: RegExp]> = [
	['the folder that is named', {ZELLIJ_SOCKET_DIR: '/s', XDG_RUNTIME_DIR: '/r'}, /^\/s\/contract_version_1\/m$/],
	['the folder of what runs', {XDG_RUNTIME_DIR: '/r'}, /^\/r\/zellij\/contract_version_1\/m$/],
	['the temporary folder', {TMPDIR: '/t'}, /^\/t\/zellij-\d+\/contract_version_1\/m$/],
	['/tmp', {}, /^\/tmp\/zellij-\d+\/contract_version_1\/m$/],
];

for (const [title, environment, socket] of sockets) {
	test(`the socket of a session is in ${title}`, () => {
		expect(socketOf('m', environment)).toMatch(socket);
	});
}

const stat = `4711 (a ) b) S 1 4711 4711 ${Array.from({length: 15}, () => '0').join(' ')} 98765 0`;

const programs: ReadonlyArray<[text: string, program: ReturnType<typeof readProgram>]> = [
	[`${stat}\n/dev/pts/3\n`, {pid: 4711, birth: '98765', terminal: '/dev/pts/3'}],
	['4711\nnot a tty\n', {pid: 4711, birth: undefined, terminal: undefined}],
	['4711\n', undefined],
	['47', undefined],
	['', undefined],
	['1\n/dev/pts/3\n', undefined],
];

for (const [text, program] of programs) {
	test(`a program that told ${JSON.stringify(text.slice(0, 20))} is ${program === undefined ? 'not known yet' : 'known'}`, () => {
		expect(readProgram(text)).toEqual(program);
	});
}

test('a name that is given a value is not taken away, and none that no variable can have', () => {
	const wanted = {directory: '/d', command: ['cat'], environment: {A: '1'}, without: ['A', 'B', '', 'C=D']} as const;

	expect(programWords(wanted, '/f').slice(0, 4)).toEqual(['/usr/bin/env', '-u', 'B', 'A=1']);
});

const entry = {
	key: 'key_00001',
	mark: 'abc',
	birth: '1',
	openedAt: 1,
	meta: {taskId: 'T-1', mode: 'm', sessionId: 's', runId: 'r'},
};

test('what was written down is read, and nothing else', () => {
	expect(readEntry(JSON.stringify(entry))).toEqual(entry);
	for (const text of [
		'',
		'[]',
		'null',
		'{',
		JSON.stringify({...entry, mark: 1}),
		JSON.stringify({...entry, meta: {}}),
	]) {
		expect(readEntry(text)).toBeUndefined();
	}
});
