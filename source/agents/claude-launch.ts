import {MaestroError} from '../domain/errors.js';
import type {Launch, Start} from './agent.js';
import {claudeSettings} from './claude-hooks.js';
import {isAtLeast, type Version} from './version.js';

/**
What starts Claude Code.
*/
export const launchClaude = (launch: Launch): Start => ({
	args: [...optionsOf(launch), ...lastOf(launch)],
	environment: {},
	files: {
		[settingsName]: `${JSON.stringify(claudeSettings({...launch.hooks, version: launch.version}), undefined, 2)}\n`,
	},
});

const settingsName = 'settings.json';

const optionsOf = ({folder, resume, introduction, name, extras = [], version}: Launch): readonly string[] => {
	refuseExtras(extras);
	return [
		...['--settings', `${folder}/${settingsName}`],
		...(resume === undefined ? [] : ['--resume', resume]),
		...(introduction === undefined ? [] : ['--append-system-prompt', introduction]),
		...(name === undefined || !knowsName(version) ? [] : ['--name', name]),
		...extras,
	];
};

// Older ones were not tried, and a client ends at once when it meets an option that it does not know.
const knowsName = (version: Version | undefined): boolean => isAtLeast(version, '2.1.329');

// Behind `--`, because a prompt may begin with `-`, and because some options take all the words that follow.
const lastOf = ({prompt, command}: Launch): readonly string[] => {
	const last = command ?? (prompt === undefined ? undefined : asText(prompt));
	return last === undefined ? [] : ['--', last];
};

// The client trims a prompt and then runs what begins with `/` as a command of its own, so nothing invisible can hold it back.
const asText = (prompt: string): string =>
	prompt.trimStart().startsWith('/') ? `Prompt: ${prompt.trimStart()}` : prompt;

const refuseExtras = (extras: readonly string[]): void => {
	// The client keeps only the last `--settings`: the session would have no hooks.
	if (extras.some(extra => extra === '--settings' || extra.startsWith('--settings='))) {
		throw new MaestroError(
			'malformed',
			'--settings is how maestro gives Claude Code its hooks; put your own settings into .claude/settings.local.json of the project',
		);
	}

	if (extras.includes('--')) {
		throw new MaestroError(
			'malformed',
			'Expected options for Claude Code, got --: the prompt is put behind it by maestro',
		);
	}
};
