import type {Agent} from './agent.js';
import {codexSettings} from './codex-hooks.js';
import {codexForms, launchCodex} from './codex-launch.js';
import {readCodexOutput} from './codex-output.js';
import {codexHomeOf, codexNotice, pushToCodex} from './codex-push.js';
import {observeCodex} from './codex-states.js';
import {readInput} from './hook-input.js';
import {findVersion} from './version.js';

/**
Codex CLI (agent-contract §3).
*/
export const codex: Agent = {
	id: 'codex',
	program: 'codex',
	...codexForms,
	settingsFile: '~/.codex/hooks.json',
	without: [
		'CODEX_CI',
		'CODEX_MANAGED_BY_NPM',
		'CODEX_MANAGED_PACKAGE_ROOT',
		'CODEX_PERMISSION_PROFILE',
		'CODEX_SANDBOX',
		'CODEX_SANDBOX_NETWORK_DISABLED',
		'CODEX_SESSION_ID',
		'CODEX_THREAD_ID',
		'CODEX_TOOL_CALL_ID',
		'CODEX_VERSION',
	],
	silence:
		'Codex runs no hook before its first prompt, and none of maestro that nobody has trusted: it may wait for a prompt, ask to review the hooks (trust them once), or have another first question; jump to it',

	// Measured with 0.169: a command in its sandbox reaches no port, not even of this machine; and its shell is a login shell, which on
	// some systems begins with another PATH.
	remark: 'Your sandbox has no network: run these outside it, as $MAESTRO_HOME/bin/maestro if not found.',

	readVersion: findVersion,
	launch: launchCodex,
	readOutput: readCodexOutput,
	settings: codexSettings,
	eventOf: hook => readInput(hook).event,
	beginsTurn: hook => isOwn(hook, 'UserPromptSubmit'),
	joinsTurn: hook => isOwn(hook, 'PostToolUse'),
	observe: observeCodex,

	// SessionStart could carry text, too, but runs just before the hook of the prompt, which is the same to the model. The hook of a tool
	// runs for each of several at once: whichever comes first takes what waits.
	takesAt: hook => isOwn(hook, 'UserPromptSubmit', 'PostToolUse', 'Stop'),

	conversationOf: hook => readInput(hook).text('session_id') || undefined,
	homeOf: codexHomeOf,
	push: pushToCodex,
	notice: {
		text: codexNotice,
		isIn: hook => isOwn(hook, 'UserPromptSubmit') && readInput(hook).text('prompt') === codexNotice,
	},

	// No file wakes it.
	isWaking: () => false,
	mayWake: () => false,
	// No message stands in its prompts: see the notice.
	evidence: () => [],

	answer(hook, text) {
		const {event} = readInput(hook);
		// What Stop adds as context does nothing (agent-contract §3): the turn goes on with the reason, as a prompt of its own.
		const answer =
			event === 'Stop'
				? {decision: 'block', reason: text}
				: {hookSpecificOutput: {hookEventName: event, additionalContext: text}};
		return {stdout: JSON.stringify(answer), stderr: '', exitCode: 0};
	},
};

const isOwn = (hook: unknown, ...events: readonly string[]): boolean => {
	const {event, isSubagent} = readInput(hook);
	return !isSubagent && events.includes(event);
};
