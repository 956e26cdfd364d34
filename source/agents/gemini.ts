import type {Agent} from './agent.js';
import {geminiHolds, readGeminiPrompt} from './gemini-composer.js';
import {geminiDelivery} from './gemini-delivery.js';
import {geminiSettings} from './gemini-hooks.js';
import {geminiForms, launchGemini} from './gemini-launch.js';
import {readGeminiOutput} from './gemini-output.js';
import {holds, isEmptyPrompt} from './gemini-screen.js';
import {nestsInGemini, observeGemini} from './gemini-states.js';
import {readInput} from './hook-input.js';
import {findVersion} from './version.js';

/**
Gemini CLI (agent-contract §4). Nothing reaches it while it waits at its prompt but what is typed there.
*/
export const gemini: Agent = {
	id: 'gemini',
	program: 'gemini',
	modelArgs: model => ['--model', model],
	...geminiForms,
	without: [
		'CLAUDECODE',
		'CODEX_THREAD_ID',
		'GEMINI_CLI',
		'GEMINI_CLI_NO_RELAUNCH',
		'GEMINI_CWD',
		'GEMINI_PLANS_DIR',
		'GEMINI_PROJECT_DIR',
		'GEMINI_SESSION_ID',
		'MAESTRO_INTRODUCTION',
		'OPENCODE',
	],

	readVersion: findVersion,
	launch: launchGemini,
	readOutput: readGeminiOutput,
	settings: geminiSettings,
	settingsFile: '~/.gemini/settings.json',
	...geminiDelivery,
	// After a message that kept it from stopping it runs for that message too.
	beginsTurn: hook => readInput(hook).event === 'BeforeAgent',
	observe: observeGemini,
	nudge: {isEmptyPrompt, holds},
	composer: {read: readGeminiPrompt, holds: geminiHolds},
	nests: nestsInGemini,
	silence:
		'No hook of Gemini CLI has run: its hooks may be missing from ~/.gemini/settings.json (maestro hook --print-settings --agent gemini prints them), its folder may not be trusted, or it shows a first question; jump to it',
	conversationOf: hook => readInput(hook).text('session_id') || undefined,
};
