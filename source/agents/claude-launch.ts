import type {Permission} from '../domain/permission.js';
import type {Launch, Start} from './agent.js';
import {claudeSettings} from './claude-hooks.js';
import {howItPrints, promptIsOurs, type Refused, refuseOptions, saidTwice} from './extras.js';
import {type Forms, refuseUnknownForm} from './forms.js';
import {isAtLeast, type Version} from './version.js';

export const claudeForms: Forms = {
	label: 'Claude Code',
	oldest: '2.1.36',
	isHeadlessToo: true,
	permissions: ['ask', 'plan', 'edit', 'all'],
};

/**
What starts Claude Code.
*/
export const launchClaude = (launch: Launch): Start => {
	refuseUnknownForm(claudeForms, launch);
	refuseOptions(claudeForms.label, launch.extras ?? [], refusedFor(launch));
	return {
		args: [...optionsOf(launch), ...lastOf(launch)],
		environment: {},
		files: {
			[settingsName]: `${JSON.stringify(claudeSettings({...launch.hooks, version: launch.version}), undefined, 2)}\n`,
		},
	};
};

const settingsName = 'settings.json';

const optionsOf = (launch: Launch): readonly string[] => {
	const {folder, resume, introduction, name, isHeadless, permission, extras = [], version} = launch;
	return [
		// Its hooks run in this form, too. What it would have to ask for is refused to the model, which goes on and ends with exit code
		// 0; tools that ask something are not there (measured with 2.1.329).
		...(isHeadless === true ? ['-p', '--output-format', 'stream-json', '--verbose'] : []),
		...['--settings', `${folder}/${settingsName}`],
		...(resume === undefined ? [] : ['--resume', resume]),
		...(introduction === undefined ? [] : ['--append-system-prompt', introduction]),
		...(name === undefined || !isTried(version) ? [] : ['--name', name]),
		...(permission === undefined ? [] : ['--permission-mode', modeFor(permission, version)]),
		...extras,
	];
};

// Older ones were not tried, and a client ends at once when it meets an option or a value that it does not know.
const isTried = (version: Version | undefined): boolean => isAtLeast(version, '2.1.329');

const modeFor = (permission: Permission, version: Version | undefined): string => {
	switch (permission) {
		// The newest calls it `manual`, and still knows the name of before.
		case 'ask': {
			return isTried(version) ? 'manual' : 'default';
		}

		case 'plan': {
			return 'plan';
		}

		case 'edit': {
			return 'acceptEdits';
		}

		// Refused by the client where it runs as root, and in a window confirmed once by a person.
		case 'all': {
			return 'bypassPermissions';
		}
	}
};

// Behind `--`, because a prompt may begin with `-`, and because some options take all the words that follow.
const lastOf = ({prompt, command}: Launch): readonly string[] => {
	const last = command ?? (prompt === undefined ? undefined : asText(prompt));
	return last === undefined ? [] : ['--', last];
};

// The client trims a prompt and then runs what begins with `/` as a command of its own, so nothing invisible can hold it back.
const asText = (prompt: string): string =>
	prompt.trimStart().startsWith('/') ? `Prompt: ${prompt.trimStart()}` : prompt;

const refusedFor = ({isHeadless, permission}: Launch): Refused => ({
	// The client keeps only the last `--settings`: the session would have no hooks.
	'--settings':
		'it is how maestro gives Claude Code its hooks; put your own settings into .claude/settings.local.json of the project',
	'--': promptIsOurs,
	...(isHeadless === true ? refusedHeadless : {}),
	...(permission === undefined ? {} : {'--permission-mode': saidTwice, '--dangerously-skip-permissions': saidTwice}),
});

const elsewhere = 'the run would go on elsewhere, where maestro does not see it';

const refusedHeadless: Refused = {
	'--output-format': howItPrints,
	'--input-format': 'nobody writes to what runs without a window',
	'--bg': elsewhere,
	'--background': elsewhere,
	'--cloud': elsewhere,
	'--desktop': elsewhere,
	'--tmux': elsewhere,
};
