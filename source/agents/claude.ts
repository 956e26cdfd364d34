import type {Agent} from './agent.js';
import {claudeDelivery} from './claude-delivery.js';
import {claudeSettings} from './claude-hooks.js';
import {claudeForms, launchClaude} from './claude-launch.js';
import {readClaudeOutput} from './claude-output.js';
import {claudeHolds, readClaudePrompt} from './claude-screen.js';
import {observeClaude} from './claude-states.js';
import {readStatus, statusFile} from './claude-status.js';
import {readInput} from './hook-input.js';
import {findVersion} from './version.js';

/**
Claude Code (agent-contract §2).
*/
export const claude: Agent = {
	id: 'claude',
	program: 'claude',
	modelArgs: model => ['--model', model],
	...claudeForms,
	knowsCommands: true,
	without: [
		'CLAUDECODE',
		'CLAUDE_CODE_CHILD_NOTES_DIR',
		'CLAUDE_CODE_CHILD_SESSION',
		'CLAUDE_CODE_ENTRYPOINT',
		'CLAUDE_CODE_MESSAGING_SOCKET',
		'CLAUDE_CODE_MESSAGING_TOKEN',
		'CLAUDE_CODE_SESSION_ATTENDED',
		'CLAUDE_CODE_SESSION_ID',
		'CLAUDE_PID',
		'CLAUDE_PROJECT_DIR',
	],

	readVersion: findVersion,
	launch: launchClaude,
	readOutput: readClaudeOutput,
	settings: claudeSettings,
	settingsFile: '~/.claude/settings.json',
	tellsProcess: true,
	...claudeDelivery,
	beginsTurn: hook => readInput(hook).event === 'UserPromptSubmit',
	observe: observeClaude,

	composer: {read: readClaudePrompt, holds: claudeHolds},
	conversationOf: hook => readInput(hook).text('session_id') || undefined,

	statusFile,
	readStatus,
};
