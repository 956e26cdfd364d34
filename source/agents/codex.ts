import type {Agent} from './agent.js';
import {codexDelivery, isOwn} from './codex-delivery.js';
import {codexSettings} from './codex-hooks.js';
import {codexForms, launchCodex} from './codex-launch.js';
import {readCodexOutput} from './codex-output.js';
import {codexHomeOf, codexNotice, pushToCodex} from './codex-push.js';
import {codexHolds, readCodexPrompt} from './codex-screen.js';
import {observeCodex} from './codex-states.js';
import {readInput} from './hook-input.js';
import {findVersion} from './version.js';

/**
Codex CLI (agent-contract §3).
*/
export const codex: Agent = {
	id: 'codex',
	program: 'codex',
	modelArgs: model => ['--model', model],
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
	...codexDelivery,
	beginsTurn: hook => isOwn(hook, 'UserPromptSubmit'),
	observe: observeCodex,

	composer: {read: readCodexPrompt, holds: codexHolds},
	conversationOf: hook => readInput(hook).text('session_id') || undefined,
	homeOf: codexHomeOf,
	push: pushToCodex,
	notice: {
		text: codexNotice,
		isIn: hook => isOwn(hook, 'UserPromptSubmit') && readInput(hook).text('prompt') === codexNotice,
	},
};
