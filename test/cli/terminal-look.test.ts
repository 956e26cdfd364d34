import {expect, test} from 'vitest';
import {lookOf} from '../../source/cli/terminal-look.js';

const depths: ReadonlyArray<[environment: Readonly<Record<string, string>>, depth: number]> = [
	[{TERM: 'xterm-256color'}, 8],
	[{TERM: 'tmux-256color'}, 8],
	[{TERM: 'xterm-kitty'}, 8],
	[{TERM: 'xterm-256color', COLORTERM: 'truecolor'}, 24],
	[{TERM: 'xterm-direct'}, 24],
	[{TERM: 'xterm'}, 4],
	[{TERM: 'linux'}, 4],
	[{}, 4],
	[{TERM: 'dumb'}, 1],
	[{TERM: 'dumb', COLORTERM: 'truecolor'}, 1],
	[{TERM: 'vt100'}, 1],
];

for (const [environment, depth] of depths) {
	test(`with ${JSON.stringify(environment)} there are ${depth} bits of colour`, () => {
		expect(lookOf(environment).colourDepth).toBe(depth);
	});
}

const locales: ReadonlyArray<[environment: Readonly<Record<string, string>>, isUtf8: boolean]> = [
	[{LANG: 'en_US.UTF-8'}, true],
	[{LANG: 'C.utf8'}, true],
	[{LANG: 'C'}, false],
	[{LANG: 'en_US.UTF-8', LC_ALL: 'C'}, false],
	[{LANG: 'C', LC_CTYPE: 'en_GB.UTF-8'}, true],
	[{LANG: 'de_DE@euro', LC_ALL: ''}, false],
	[{}, true],
];

for (const [environment, isUtf8] of locales) {
	test(`with ${JSON.stringify(environment)} the terminal takes ${isUtf8 ? '' : 'no '}UTF-8`, () => {
		expect(lookOf(environment).isUtf8).toBe(isUtf8);
	});
}

test('NO_COLOR counts where it says something', () => {
	expect(lookOf({NO_COLOR: '1'}).isColourless).toBe(true);
	expect(lookOf({NO_COLOR: ''}).isColourless).toBe(false);
});

test('some terminals say what their background is', () => {
	expect(lookOf({COLORFGBG: '15;0'}).background).toBe('dark');
	expect(lookOf({COLORFGBG: '0;default;15'}).background).toBe('light');
	expect(lookOf({COLORFGBG: '15;8'}).background).toBe('dark');
	expect(lookOf({COLORFGBG: 'default;default'}).background).toBeUndefined();
	expect(lookOf({}).background).toBeUndefined();
});
