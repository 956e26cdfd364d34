import type {Agent} from './agent.js';
import {idsIn} from './frame.js';
import {readInput} from './hook-input.js';
import {launchOpencode, opencodeForms, opencodeSettings, passwordVariable} from './opencode-launch.js';
import {readOpencodeOutput} from './opencode-output.js';
import {pushToOpencode} from './opencode-push.js';
import {observeOpencode} from './opencode-states.js';
import {findVersion} from './version.js';

/**
OpenCode (agent-contract §5). It has no hooks but plugins: one of ours calls the hook program with events of its own naming.
*/
export const opencode: Agent = {
	id: 'opencode',
	program: 'opencode',
	modelArgs: model => ['--model', model],
	...opencodeForms,
	without: [
		'AGENT',
		'MAESTRO_PROMPTED',
		'MAESTRO_QUOTED',
		'OPENCODE',
		'OPENCODE_CONFIG_CONTENT',
		'OPENCODE_PID',
		// It leaves out all plugins.
		'OPENCODE_PURE',
		'OPENCODE_SERVER_PASSWORD',
		'OPENCODE_SERVER_USERNAME',
		'OPENCODE_TERMINAL',
	],
	passwordVariable,
	settingsFile: '~/.config/opencode/plugins/maestro.js',
	silence:
		'OpenCode has not begun: at its first start it installs what plugins may need, for a minute or so; if it stays like this it may have a question, as which provider to use, or its plugins are switched off; jump to it',

	readVersion: findVersion,
	launch: launchOpencode,
	readOutput: readOpencodeOutput,
	settings: opencodeSettings,
	eventOf: hook => readInput(hook).event,
	beginsTurn: hook => readInput(hook).event === 'session.status' && readInput(hook).text('status') === 'busy',
	joinsTurn: hook => readInput(hook).event === 'tool.execute.after',
	observe: observeOpencode,
	takesAt: hook => ['chat.message', 'tool.execute.after'].includes(readInput(hook).event),
	isWaking: () => false,
	mayWake: () => false,
	push: pushToOpencode,
	// Only a prompt tells which of its conversations a person is in.
	conversationOf: hook =>
		readInput(hook).event === 'chat.message' ? readInput(hook).text('session_id') || undefined : undefined,
	answer: (_hook, text) => ({stdout: JSON.stringify({text}), stderr: '', exitCode: 0}),

	// What was pushed is a prompt like any other. What stands in a text that a person typed is for the reader of these ids to check.
	evidence: hook => (readInput(hook).event === 'chat.message' ? idsIn(readInput(hook).text('prompt')) : []),
};
