import {expect, test} from 'vitest';
import {environmentForCalls} from '../../source/tmux/environment.js';

const dropped = [
	'TMUX',
	'TMUX_PANE',
	'TMUX_PLUGIN_MANAGER_PATH',
	'ZELLIJ',
	'ZELLIJ_SESSION_NAME',
	'NODE',
	'NODE_ENV',
	'NODE_OPTIONS',
	'NODE_CHANNEL_FD',
	'npm_config_cache',
	'npm_lifecycle_event',
	'INIT_CWD',
	'CLAUDECODE',
	'CLAUDE_PID',
	'CLAUDE_PROJECT_DIR',
	'CLAUDE_CODE_CHILD_SESSION',
	'CLAUDE_CODE_ENTRYPOINT',
	'CLAUDE_CODE_MESSAGING_TOKEN',
	'CLAUDE_CODE_SESSION_ID',
	'CLAUDE_CODE_SSE_PORT',
	'CODEX_SANDBOX_NETWORK_DISABLED',
	'GEMINI_CLI',
	'OPENCODE',
	'MAESTRO_SESSION_ID',
	'MAESTRO_SESSION_TOKEN',
	'MAESTRO_TASK_IDS',
	'MAESTRO_PROJECT_ID',
	'MAESTRO_SERVER_URL',
];

for (const name of dropped) {
	test(`a server that we start does not inherit ${name}`, () => {
		expect(environmentForCalls({[name]: 'x'})).toEqual({[name]: undefined});
	});
}

const kept = [
	'PATH',
	'HOME',
	'LANG',
	'LC_ALL',
	'TERM',
	'SHELL',
	'SSH_AUTH_SOCK',
	'TMUX_TMPDIR',
	'NODE_EXTRA_CA_CERTS',
	'NODE_USE_SYSTEM_CA',
	'ANTHROPIC_API_KEY',
	'ANTHROPIC_BASE_URL',
	'CLAUDE_CONFIG_DIR',
	'CLAUDE_CODE_OAUTH_TOKEN',
	'CLAUDE_CODE_USE_BEDROCK',
	'CODEX_HOME',
	'GEMINI_API_KEY',
	'OPENCODE_CONFIG',
	'MAESTRO_HOME',
];

for (const name of kept) {
	test(`it inherits ${name}, which the person has set`, () => {
		expect(environmentForCalls({[name]: 'x'})).toEqual({[name]: 'x'});
	});
}
