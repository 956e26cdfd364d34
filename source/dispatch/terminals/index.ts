import {alacritty} from './alacritty.js';
import {appleTerminal} from './apple-terminal.js';
import {foot} from './foot.js';
import {ghostty} from './ghostty.js';
import {gnomeTerminal} from './gnome-terminal.js';
import {iterm} from './iterm.js';
import {kitty} from './kitty.js';
import {konsole} from './konsole.js';
import type {Terminal} from './terminal.js';
import {wezterm} from './wezterm.js';
import {windowsTerminal} from './windows-terminal.js';
import {xdgTerminalExec} from './xdg-terminal-exec.js';

// The order here is the order in which they are looked for, where we run in none of them. What the person has chosen for the desktop, or
// what belongs to the desktop alone, comes before what happens to be installed.
export const terminals: readonly Terminal[] = [
	xdgTerminalExec,
	windowsTerminal,
	wezterm,
	iterm,
	appleTerminal,
	kitty,
	ghostty,
	gnomeTerminal,
	konsole,
	alacritty,
	foot,
];
