import {commandLine} from '../../domain/shell.js';
import type {Terminal} from './terminal.js';

// The line is an argument of the script, so that nothing in it is AppleScript.
const script = [
	'on run argv',
	'tell application "Terminal"',
	'activate',
	'do script (item 1 of argv)',
	'end tell',
	'end run',
];

export const appleTerminal: Terminal = {
	id: 'apple-terminal',
	label: 'Terminal',
	isOurs: ({TERM_PROGRAM}) => TERM_PROGRAM === 'Apple_Terminal',
	programs: {macos: ['/System/Applications/Utilities/Terminal.app/Contents/MacOS/Terminal']},
	// A shell of the person's reads it; `exec`, so that the window ends with what it shows.
	command: run => ['osascript', ...script.flatMap(line => ['-e', line]), '--', `exec ${commandLine(run)}`],
};
