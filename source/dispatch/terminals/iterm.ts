import {commandLine} from '../../domain/shell.js';
import type {Terminal} from './terminal.js';

// The line is an argument of the script, so that nothing in it is AppleScript.
const script = [
	'on run argv',
	'tell application "iTerm2"',
	'activate',
	'create window with default profile command (item 1 of argv)',
	'end tell',
	'end run',
];

export const iterm: Terminal = {
	id: 'iterm2',
	label: 'iTerm2',
	isOurs: ({TERM_PROGRAM}) => TERM_PROGRAM === 'iTerm.app',
	programs: {macos: ['/Applications/iTerm.app/Contents/MacOS/iTerm2']},
	command: run => ['osascript', ...script.flatMap(line => ['-e', line]), '--', commandLine(run)],
};
