import {MaestroError} from '../domain/errors.js';
import type {Launch, Start} from './agent.js';
import {hookOptions} from './codex-hooks.js';
import {toToml} from './toml.js';

/**
What starts Codex.
*/
export const launchCodex = (launch: Launch): Start => ({
	args: [...(launch.resume === undefined ? [] : ['resume']), ...optionsOf(launch), ...lastOf(launch)],
	environment: {},
	files: {},
});

const optionsOf = ({hooks, introduction, extras = []}: Launch): readonly string[] => {
	refuseExtras(extras);
	return [
		// Without it hooks run in a server that all clients share, with the environment of the first one (agent-contract §3).
		alone,
		...hookOptions(hooks),
		// In the place of what the user's own config.toml says under this name: there is nothing that adds to it.
		...(introduction === undefined ? [] : ['-c', `${instructions}=${toToml(introduction)}`]),
		// The client refuses an option that comes twice.
		...extras.filter(extra => extra !== alone),
	];
};

const alone = '--no-daemon';
const instructions = 'developer_instructions';

// Behind `--`, because a prompt may begin with `-`, and because some options take all the words that follow.
const lastOf = ({resume, prompt, command}: Launch): readonly string[] => {
	const first = command ?? (prompt === undefined ? undefined : asText(prompt));
	const words = [resume, first].filter(word => word !== undefined);
	return words.length === 0 ? [] : ['--', ...words];
};

// The client runs a first prompt that begins with `!` in a shell, at once and without asking.
const asText = (prompt: string): string => (/^\s*!/.test(prompt) ? `Prompt: ${prompt.trimStart()}` : prompt);

const refuseExtras = (extras: readonly string[]): void => {
	if (extras.includes('--')) {
		throw new MaestroError('malformed', 'Expected options for Codex, got --: the prompt is put behind it by maestro');
	}

	if (extras.some(extra => extra === '--remote' || extra.startsWith('--remote='))) {
		throw new MaestroError('malformed', '--remote runs the hooks of maestro elsewhere; leave it away');
	}

	const wrong = settingsIn(extras).find(isOurs);
	if (wrong !== undefined) {
		throw new MaestroError(
			'malformed',
			`${wrong} would undo what maestro gives Codex by the same name; put hooks of your own into ~/.codex/hooks.json, and instructions into AGENTS.md`,
		);
	}
};

/** What the extras set, as `name=value`. */
const settingsIn = (extras: readonly string[]): readonly string[] =>
	extras.flatMap((extra, index) => {
		const next = extras[index + 1] ?? '';
		switch (extra) {
			case '-c':
			case '--config': {
				return [next];
			}

			case '--disable': {
				return [`features.${next}=false`];
			}

			default: {
				const [, setting] = /^(?:--config=|-c=?)(.+)$/s.exec(extra) ?? [];
				const [, feature] = /^--disable=(.+)$/s.exec(extra) ?? [];
				return [
					...(setting === undefined ? [] : [setting]),
					...(feature === undefined ? [] : [`features.${feature}=false`]),
				];
			}
		}
	});

const isOurs = (setting: string): boolean => {
	const plain = setting.replaceAll(/["'\s]/g, '');
	return /^(?:hooks[.=]|features\.hooks=|developer_instructions=)/.test(plain) || /^features=.*\bhooks=/.test(plain);
};
