import type {Agent} from './agent.js';
import {addsContext, claudeSettings} from './claude-hooks.js';
import {claudeForms, launchClaude} from './claude-launch.js';
import {readClaudeOutput} from './claude-output.js';
import {observeClaude} from './claude-states.js';
import {readStatus, statusFile} from './claude-status.js';
import {mayWakeClaude} from './claude-waking.js';
import {idsIn} from './frame.js';
import {readInput} from './hook-input.js';
import {findVersion} from './version.js';

/**
Claude Code (agent-contract §2).
*/
export const claude: Agent = {
	id: 'claude',
	program: 'claude',
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
	eventOf: hook => readInput(hook).event,
	beginsTurn: hook => readInput(hook).event === 'UserPromptSubmit',
	joinsTurn: hook => ['PostToolBatch', 'PostToolUse'].includes(readInput(hook).event) && !readInput(hook).isSubagent,
	observe: observeClaude,

	takesAt(hook, version) {
		const input = readInput(hook);
		switch (input.event) {
			case 'UserPromptSubmit':
			case 'Stop': {
				return !input.isSubagent;
			}

			case 'PostToolBatch': {
				return !input.isSubagent && addsContext(version);
			}

			case 'PostToolUse': {
				return !input.isSubagent && !addsContext(version);
			}

			case 'FileChanged': {
				return isRinging(input.text('event'));
			}

			// SessionStart could carry text, but the model reads it only with the first prompt, for which UserPromptSubmit runs too;
			// without a prompt it would be taken, and not be shown to anyone.
			default: {
				return false;
			}
		}
	},

	conversationOf: hook => readInput(hook).text('session_id') || undefined,
	isWaking: hook => readInput(hook).event === 'FileChanged',
	mayWake: mayWakeClaude,

	answer(hook, text, version) {
		const {event} = readInput(hook);
		// The only one that is woken by what it prints: text on stderr and exit code 2 start a turn.
		if (event === 'FileChanged') {
			return {stdout: '', stderr: text, exitCode: 2};
		}

		const answer =
			event === 'Stop' && !addsContext(version)
				? {decision: 'block', reason: text}
				: {hookSpecificOutput: {hookEventName: event, additionalContext: text}};
		return {stdout: JSON.stringify(answer), stderr: '', exitCode: 0};
	},

	// A client that was woken submits the whole text as a prompt.
	evidence(hook) {
		const input = readInput(hook);
		return input.event === 'UserPromptSubmit' && !input.isSubagent ? idsIn(input.text('prompt')) : [];
	},

	statusFile,
	readStatus,
};

// A deleted file rings too.
const isRinging = (change: string): boolean => change === 'add' || change === 'change';
