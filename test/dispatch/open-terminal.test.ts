import {describe, expect, test} from 'vitest';
import {createTerminalOpener} from '../../source/dispatch/open-terminal.js';

const attach = {command: ['tmux', '-S', '/tmp/a b', 'attach-session', '-t', '=maestro'], without: ['SECRET']} as const;
const typed = "tmux -S '/tmp/a b' attach-session -t '=maestro'";

type Given = {
	readonly environment?: Readonly<Record<string, string>>;
	readonly platform?: 'linux' | 'macos' | 'wsl';
	/** What is installed. */
	readonly programs?: readonly string[];
	/** How it ends, and after how long. */
	readonly exitCode?: number;
	readonly afterMs?: number;
	readonly words?: string;
};

/** A desktop on Linux unless another one is given. */
const open = ({programs = [], exitCode, afterMs = 0, words = '', ...given}: Given = {}) => {
	const started: Array<{readonly command: readonly string[]; readonly environment: unknown}> = [];
	let now = 0;
	const openTerminal = createTerminalOpener({
		environment: given.environment ?? {DISPLAY: ':0'},
		platform: given.platform ?? 'linux',
		host: 'ada@workshop',
		findProgram: async name => (programs.includes(name) ? (name.startsWith('/') ? name : `/bin/${name}`) : undefined),
		async startDetached(command, environment) {
			started.push({command, environment});
			return {exitCode: () => (now >= afterMs ? exitCode : undefined), lastWords: async () => words};
		},
		async pause(milliseconds) {
			now += milliseconds;
		},
	});
	return {openTerminal, started, waited: () => now};
};

const choices: ReadonlyArray<[title: string, given: Given, program: string]> = [
	['what the desktop says', {programs: ['kitty', 'wezterm', 'xdg-terminal-exec']}, '/bin/xdg-terminal-exec'],
	['WezTerm before kitty', {programs: ['kitty', 'wezterm']}, '/bin/wezterm'],
	['kitty before Ghostty', {programs: ['ghostty', 'kitty']}, '/bin/kitty'],
	['GNOME Terminal before Konsole', {programs: ['konsole', 'gnome-terminal']}, '/bin/gnome-terminal'],
	['Alacritty before foot', {programs: ['foot', 'alacritty']}, '/bin/alacritty'],
	[
		'the one that we run in',
		{programs: ['xdg-terminal-exec', 'konsole'], environment: {WAYLAND_DISPLAY: 'w', KONSOLE_VERSION: '1'}},
		'/bin/konsole',
	],
	[
		'another one, where the one that we run in is not on the PATH',
		{programs: ['wezterm'], environment: {DISPLAY: ':0', KITTY_WINDOW_ID: '1'}},
		'/bin/wezterm',
	],
	[
		'not the one that a multiplexer was once started in',
		{programs: ['wezterm', 'konsole'], environment: {DISPLAY: ':0', KONSOLE_VERSION: '1', TMUX: '/s,1,0'}},
		'/bin/wezterm',
	],
	[
		'iTerm2 before Terminal, by their applications',
		{
			platform: 'macos',
			environment: {},
			programs: [
				'/System/Applications/Utilities/Terminal.app/Contents/MacOS/Terminal',
				'/Applications/iTerm.app/Contents/MacOS/iTerm2',
			],
		},
		'osascript',
	],
	[
		'one of Linux under WSL, where that of Windows is not to be had',
		{platform: 'wsl', environment: {WSL_DISTRO_NAME: 'Debian', DISPLAY: ':0'}, programs: ['wezterm', 'konsole']},
		'/bin/wezterm',
	],
];

for (const [title, given, program] of choices) {
	test(`it opens ${title}`, async () => {
		const {openTerminal, started} = open(given);

		const {isOpened, said} = await openTerminal(attach, 'T-1-none');

		expect(started.map(({command}) => command[0])).toEqual([program]);
		expect({isOpened, said}).toEqual({isOpened: true, said: expect.stringMatching(/^Opened T-1-none in /)});
	});
}

test('under WSL that of Windows comes before those of Linux', async () => {
	const environment = {WSL_DISTRO_NAME: 'Debian', DISPLAY: ':0'};
	const {openTerminal, started} = open({platform: 'wsl', environment, programs: ['wezterm', 'cmd.exe']});

	await openTerminal({command: ['tmux', 'attach-session'], without: []}, 'T-1');

	expect(started.map(({command}) => command[0])).toEqual(['/bin/cmd.exe']);
});

test('the terminal inherits neither the multiplexer that we run in nor what the window must not have', async () => {
	const ours = {TMUX: '/s,1,0', TMUX_PANE: '%1', TMUX_TMPDIR: '/t', ZELLIJ: '0', ZELLIJ_PANE_ID: '1', SECRET: 's'};
	const {openTerminal, started} = open({programs: ['foot'], environment: {...ours, DISPLAY: ':0', PATH: '/bin'}});

	await openTerminal(attach, 'T-1');

	expect(started[0]?.environment).toEqual({TMUX_TMPDIR: '/t', DISPLAY: ':0', PATH: '/bin'});
});

test('a title is one line, and no flag', async () => {
	const {openTerminal, started} = open({programs: ['kitty']});

	await openTerminal(attach, '--hold\n\u001B[2Jx');

	expect(started[0]?.command.slice(0, 4)).toEqual(['/bin/kitty', '--detach', '--title', 'hold x']);
});

describe('a choice', () => {
	test('of a terminal counts, over SSH and without a display too', async () => {
		const {openTerminal, started} = open({
			programs: ['xdg-terminal-exec', 'foot'],
			environment: {SSH_CONNECTION: '1 2 3 4'},
		});

		expect(await openTerminal(attach, 'T-1', 'foot')).toMatchObject({isOpened: true});
		expect(started.map(({command}) => command[0])).toEqual(['/bin/foot']);
	});

	test('of a command of one’s own is started as it is, with what is to run as words or as a line', async () => {
		const {openTerminal, started} = open();

		await openTerminal(attach, 'T-1 $&', ['mine', '--name={title}', '-e', '{attach}']);
		await openTerminal(attach, 'T-1', ['ssh', 'desk', 'open-there {attach}']);

		expect(started.map(({command}) => command)).toEqual([
			['mine', '--name=T-1 $&', '-e', ...attach.command],
			['ssh', 'desk', `open-there ${typed}`],
		]);
	});

	test('of one that is not installed opens no other, and says the command', async () => {
		const {openTerminal, started} = open({programs: ['wezterm']});

		expect(await openTerminal(attach, 'T-1', 'kitty')).toEqual({
			isOpened: false,
			said: `kitty is not installed here. Type this in a terminal: ${typed}`,
			command: typed,
		});
		expect(started).toEqual([]);
	});

	test('of one that nobody knows is refused with those that are known', async () => {
		const {openTerminal} = open();

		await expect(openTerminal(attach, 'T-1', 'xterm')).rejects.toMatchObject({
			code: 'malformed',
			message: expect.stringContaining('wezterm'),
		});
	});
});

const told: ReadonlyArray<[title: string, given: Given, why: RegExp, command: string]> = [
	['nothing is installed', {}, /^None of the terminals/, typed],
	['there is no display', {environment: {}, programs: ['foot']}, /^There is no display/, typed],
	[
		'we are over SSH, a display that is forwarded notwithstanding',
		{environment: {SSH_CONNECTION: '1 2 3 4', DISPLAY: ':10'}, programs: ['foot']},
		/^Over SSH/,
		`ssh -t ada@workshop -- 'tmux -S '\\''/tmp/a b'\\'' attach-session -t '\\''=maestro'\\'''`,
	],
	[
		'Windows Terminal cannot be handed the words',
		{platform: 'wsl', environment: {WSL_DISTRO_NAME: 'Debian'}, programs: ['cmd.exe']},
		/^Windows Terminal takes no command/,
		typed,
	],
	[
		'it fails at once',
		{programs: ['foot'], exitCode: 1, words: 'cannot open display \u001B[31m:0'},
		/^foot ended with exit code 1: cannot open display :0\./,
		typed,
	],
	[
		'it fails a little later',
		{programs: ['foot'], exitCode: 127, afterMs: 1900},
		/^foot ended with exit code 127\./,
		typed,
	],
];

for (const [title, given, why, command] of told) {
	test(`where ${title}, it says why, and the command to type`, async () => {
		const {openTerminal} = open(given);

		const answer = await openTerminal(attach, 'T-1');

		expect(answer).toEqual({isOpened: false, said: expect.stringMatching(why), command});
		expect(answer.said.endsWith(`. Type this in a terminal: ${command}`)).toBe(true);
	});
}

test('one that hands over to another and ends well is believed at once, one that goes on after two seconds', async () => {
	const quick = open({programs: ['foot'], exitCode: 0});
	const lasting = open({programs: ['foot'], exitCode: 1, afterMs: 60_000});

	expect(await quick.openTerminal(attach, 'T-1')).toMatchObject({isOpened: true});
	expect(await lasting.openTerminal(attach, 'T-1')).toMatchObject({isOpened: true});
	expect([quick.waited(), lasting.waited()]).toEqual([0, 2000]);
});
