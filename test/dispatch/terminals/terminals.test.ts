import {describe, expect, test} from 'vitest';
import {terminals} from '../../../source/dispatch/terminals/index.js';
import type {Opening} from '../../../source/dispatch/terminals/terminal.js';

const plain = ['tmux', '-u', '-S', '/tmp/tmux-1/default', 'attach-session', '-t', '=maestro'] as const;
const hostile = ['tmux', '-S', '/a b/$(id)\';--\\"\n%PATH%', 'attach-session', '-t', '=m'] as const;

const iterm = (line: string) => [
	...['osascript', '-e', 'on run argv', '-e', 'tell application "iTerm2"', '-e', 'activate'],
	...[
		'-e',
		'create window with default profile command (item 1 of argv)',
		'-e',
		'end tell',
		'-e',
		'end run',
		'--',
		line,
	],
];
const apple = (line: string) => [
	...['osascript', '-e', 'on run argv', '-e', 'tell application "Terminal"', '-e', 'activate'],
	...['-e', 'do script (item 1 of argv)', '-e', 'end tell', '-e', 'end run', '--', line],
];
const line = (words: readonly string[]): string =>
	words === plain
		? "tmux -u -S /tmp/tmux-1/default attach-session -t '=maestro'"
		: `tmux -S '/a b/$(id)'\\'';--\\"\n%PATH%' attach-session -t '=m'`;
const windows = ['/c', 'wt.exe', '-w', '0', 'new-tab', '--title', 'T-1', 'wsl.exe', '-d', 'Debian', '--exec'];

/** What each of them is started with to run these words; the first word is where its program was found. */
const recorded: ReadonlyArray<
	[
		id: string,
		how: string,
		opening: Partial<Omit<Opening, 'program' | 'title'>>,
		argv: (run: readonly string[]) => readonly string[] | undefined,
	]
> = [
	['wezterm', 'a new one', {}, run => ['/bin/it', 'start', '--', ...run]],
	[
		'wezterm',
		'inside it',
		{environment: {WEZTERM_PANE: '3'}},
		run => ['/bin/it', 'cli', 'spawn', '--new-window', '--', ...run],
	],
	['iterm2', 'on macOS', {platform: 'macos'}, run => iterm(line(run))],
	['apple-terminal', 'on macOS', {platform: 'macos'}, run => apple(`exec ${line(run)}`)],
	['kitty', 'a new one', {}, run => ['/bin/it', '--detach', '--title', 'T-1', '--', ...run]],
	[
		'kitty',
		'one that listens',
		{environment: {KITTY_LISTEN_ON: 'unix:/tmp/kitty'}},
		run => ['kitten', '@', 'launch', '--type=tab', '--tab-title', 'T-1', ...run],
	],
	['kitty', 'on macOS', {platform: 'macos'}, run => ['open', '-n', '-a', 'kitty.app', '--args', ...run]],
	['ghostty', 'on Linux', {}, run => ['/bin/it', '--title=T-1', '-e', ...run]],
	['ghostty', 'on macOS', {platform: 'macos'}, run => ['open', '-na', 'Ghostty.app', '--args', '-e', ...run]],
	['gnome-terminal', 'on Linux', {}, run => ['/bin/it', '--window', '--title=T-1', '--', ...run]],
	['konsole', 'a new one', {}, run => ['/bin/it', '--separate', '-e', ...run]],
	['konsole', 'inside it', {environment: {KONSOLE_VERSION: '1'}}, run => ['/bin/it', '--new-tab', '-e', ...run]],
	['alacritty', 'a new one', {}, run => ['/bin/it', '-T', 'T-1', '-e', ...run]],
	[
		'alacritty',
		'one that runs',
		{environment: {ALACRITTY_SOCKET: '/tmp/a'}},
		run => ['/bin/it', 'msg', 'create-window', '-e', ...run],
	],
	['foot', 'on Linux', {}, run => ['/bin/it', '--title=T-1', ...run]],
	['xdg-terminal-exec', 'on Linux', {}, run => ['/bin/it', '--title=T-1', '--', ...run]],
	[
		'windows-terminal',
		'under WSL',
		{platform: 'wsl', environment: {WSL_DISTRO_NAME: 'Debian'}},
		run => (run === plain ? ['/bin/it', ...windows, ...run] : undefined),
	],
];

for (const [id, how, opening, argv] of recorded) {
	for (const [what, run] of [
		['a plain command', plain],
		['one full of signs', hostile],
	] as const) {
		test(`${id}, ${how}, is handed ${what} unharmed, or nothing`, () => {
			const terminal = terminals.find(terminal => terminal.id === id);
			const given = {environment: {}, platform: 'linux', title: 'T-1', program: '/bin/it', ...opening} as const;

			expect(terminal?.command(run, given)).toEqual(argv(run));
		});
	}
}

test('every terminal has a recorded command on every platform that it is for', () => {
	const shown = new Set(recorded.map(([id, , {platform = 'linux'}]) => `${id} ${platform}`));
	const same = ['wezterm macos', 'alacritty macos'];

	const missing = terminals
		.flatMap(({id, programs}) => Object.keys(programs).map(platform => `${id} ${platform}`))
		.filter(row => !shown.has(row) && !same.includes(row));

	expect(missing).toEqual([]);
});

test('a title becomes words that Windows Terminal takes for nothing else', () => {
	const terminal = terminals.find(({id}) => id === 'windows-terminal');
	const opening = {environment: {WSL_DISTRO_NAME: 'Debian'}, platform: 'wsl', program: 'cmd.exe'} as const;

	expect(terminal?.command(['tmux'], {...opening, title: 'a; b & "c" %PATH%'})).toContain('a-b-c-PATH-');
});

describe('the terminal that we run in is known by its environment', () => {
	const environments: ReadonlyArray<[environment: Readonly<Record<string, string>>, id: string | undefined]> = [
		[{TERM_PROGRAM: 'WezTerm'}, 'wezterm'],
		[{WEZTERM_PANE: '0'}, 'wezterm'],
		[{TERM_PROGRAM: 'iTerm.app'}, 'iterm2'],
		[{TERM_PROGRAM: 'Apple_Terminal'}, 'apple-terminal'],
		[{TERM_PROGRAM: 'ghostty'}, 'ghostty'],
		[{KITTY_WINDOW_ID: '1'}, 'kitty'],
		[{GNOME_TERMINAL_SCREEN: '/org/gnome'}, 'gnome-terminal'],
		[{KONSOLE_VERSION: '230400'}, 'konsole'],
		[{ALACRITTY_WINDOW_ID: '9'}, 'alacritty'],
		[{TERM: 'foot'}, 'foot'],
		[{TERM: 'foot-extra'}, 'foot'],
		[{WT_SESSION: 'x'}, 'windows-terminal'],
		[{TERM_PROGRAM: 'tmux', TERM: 'tmux-256color'}, undefined],
		[{TERM: 'xterm-256color'}, undefined],
	];

	for (const [environment, id] of environments) {
		test(`${JSON.stringify(environment)} is ${id ?? 'none'}`, () => {
			expect(terminals.filter(({isOurs}) => isOurs(environment)).map(terminal => terminal.id)).toEqual(
				id === undefined ? [] : [id],
			);
		});
	}
});
