import {MaestroError} from '../domain/errors.js';
import type {Permission} from '../domain/permission.js';
import type {Launch, Start} from './agent.js';
import {hookOptions} from './codex-hooks.js';
import {promptIsOurs, type Refused, refuseOptions, saidTwice} from './extras.js';
import {type Forms, refuseUnknownForm} from './forms.js';
import {toToml} from './toml.js';

export const codexForms: Forms = {
	label: 'Codex CLI',
	oldest: '0.169.0',
	isHeadlessToo: true,
	permissions: ['ask', 'plan', 'edit', 'all'],
};

/**
What starts Codex.
*/
export const launchCodex = (launch: Launch): Start => {
	refuseUnknownForm(codexForms, launch);
	refuseExtras(launch);
	return {args: [...formOf(launch), ...lastOf(launch)], environment: {}, files: {}};
};

const formOf = (launch: Launch): readonly string[] => {
	const {resume, isHeadless = false, extras = []} = launch;
	const options = [
		...(isHeadless ? forPrograms : [alone]),
		...optionsOf(launch),
		// The client refuses an option that comes twice, and the one for windows without a window.
		...extras.filter(extra => extra !== alone && !(isHeadless && forPrograms.includes(extra))),
	];
	const resuming = resume === undefined ? [] : ['resume'];
	// Without a window the options come first: its `resume` takes fewer of them.
	return isHeadless ? ['exec', ...options, ...resuming] : [...resuming, ...options];
};

// Without it hooks run in a server that all clients share, with the environment of the first one (agent-contract §3). What runs without
// a window has no such server.
const alone = '--no-daemon';

// A folder that is in no repository is the operator's choice; its sandbox is that of any other folder that nobody has trusted.
const forPrograms = ['--json', '--skip-git-repo-check'];

const instructions = 'developer_instructions';

const optionsOf = ({hooks, introduction, permission}: Launch): readonly string[] => [
	...hookOptions(hooks),
	// In the place of what the user's own config.toml says under this name: there is nothing that adds to it.
	...(introduction === undefined ? [] : ['-c', `${instructions}=${toToml(introduction)}`]),
	...(permission === undefined
		? []
		: Object.entries(rulesOf[permission]).flatMap(([name, value]) => ['-c', `${name}=${toToml(value)}`])),
];

type Rules = {readonly sandbox_mode: string; readonly approval_policy: string};

// Settings and not options, as `exec resume` has no such options. Without a window the client never asks, whatever stands here: what the
// sandbox forbids fails, and the model goes on (measured with 0.169).
const rulesOf: Readonly<Record<Permission, Rules>> = {
	ask: {sandbox_mode: 'read-only', approval_policy: 'on-request'},
	plan: {sandbox_mode: 'read-only', approval_policy: 'never'},
	edit: {sandbox_mode: 'workspace-write', approval_policy: 'on-request'},
	all: {sandbox_mode: 'danger-full-access', approval_policy: 'never'},
};

// Behind `--`, because a prompt may begin with `-`, and because some options take all the words that follow.
const lastOf = ({resume, prompt, command}: Launch): readonly string[] => {
	const first = command ?? (prompt === undefined ? undefined : asText(prompt));
	const words = [resume, first].filter(word => word !== undefined);
	return words.length === 0 ? [] : ['--', ...words];
};

// The client runs a first prompt that begins with `!` in a shell, at once and without asking; and without a window it takes a bare `-` for
// its standard input.
const asText = (prompt: string): string =>
	/^\s*!/.test(prompt) || prompt === '-' ? `Prompt: ${prompt.trimStart()}` : prompt;

const refuseExtras = ({extras = [], permission}: Launch): void => {
	refuseOptions(codexForms.label, extras, permission === undefined ? refused : {...refused, ...refusedBesides});
	const wrong = settingsIn(extras).find(isOurs);
	if (wrong !== undefined) {
		throw new MaestroError(
			'malformed',
			`${wrong} would undo what maestro gives Codex by the same name; put hooks of your own into ~/.codex/hooks.json, and instructions into AGENTS.md`,
		);
	}

	const rule = permission === undefined ? undefined : settingsIn(extras).find(isRule);
	if (rule !== undefined) {
		throw new MaestroError('malformed', `Expected options for ${codexForms.label}, got ${rule}: ${saidTwice}`);
	}
};

const refused: Refused = {
	'--': promptIsOurs,
	'--remote': 'it runs the hooks of maestro elsewhere',
};

const refusedBesides: Refused = {
	'-s': saidTwice,
	'--sandbox': saidTwice,
	'-a': saidTwice,
	'--ask-for-approval': saidTwice,
	'--approve-for-me': saidTwice,
	'--dangerously-bypass-approvals-and-sandbox': saidTwice,
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

const plainly = (setting: string): string => setting.replaceAll(/["'\s]/g, '');

const isRule = (setting: string): boolean =>
	/^(?:sandbox_mode|approval_policy|default_permissions)[.=]/.test(plainly(setting));

const isOurs = (setting: string): boolean => {
	const plain = plainly(setting);
	return /^(?:hooks[.=]|features\.hooks=|developer_instructions=)/.test(plain) || /^features=.*\bhooks=/.test(plain);
};
