import type {Agent} from '../../agents/agent.js';
import {MaestroError} from '../../domain/errors.js';
import type {LaunchConfig} from '../../domain/model-profile.js';
import type {Permission} from '../../domain/permission.js';
import {agentIdOf} from './agent-id.js';

/** What somebody says of how an agent is started, in the words of the real server (contract §4). */
type LaunchSaid = {
	readonly launchConfig?: LaunchConfig | undefined;
	readonly agentTool?: string | undefined;
	readonly model?: string | undefined;
	readonly permissionMode?: string | undefined;
};

export type Launching = {
	/** The id of an agent; the usual one where nobody said. */
	readonly agent: string | undefined;
	readonly model: string | undefined;
	readonly permission: Permission | undefined;
};

/** Whose programs are called after another thing than their maker. */
const agentsByProvider: Readonly<Record<string, string>> = {claude: 'claude', openai: 'codex'};

const permissions: Readonly<Record<string, Permission>> = {
	interactive: 'ask',
	safe: 'ask',
	readOnly: 'plan',
	plan: 'plan',
	acceptEdits: 'edit',
	bypassPermissions: 'all',
	fullAccess: 'all',
};

/** What is said of a launch, in our words; of several, the first that says something counts. */
export const launchOf = (said: readonly LaunchSaid[]): Launching => ({
	agent: first(said, ({agentTool, launchConfig}) =>
		agentTool === undefined ? launchConfig && agentByProvider(launchConfig.provider) : agentIdOf(agentTool),
	),
	model: first(said, ({model, launchConfig}) => launchConfig?.model ?? model),
	permission: first(said, ({permissionMode, launchConfig}) => {
		const word = permissionMode ?? launchConfig?.accessMode;
		return word === undefined ? undefined : permissionOf(word);
	}),
});

const agentByProvider = (provider: string): string =>
	Object.hasOwn(agentsByProvider, provider) ? (agentsByProvider[provider] ?? provider) : provider;

const first = <Value>(said: readonly LaunchSaid[], read: (one: LaunchSaid) => Value | undefined): Value | undefined => {
	for (const one of said) {
		const value = read(one);
		if (value !== undefined) {
			return value;
		}
	}

	return undefined;
};

// One that is not known is not passed over: it may be meant to allow less.
const permissionOf = (word: string): Permission => {
	const permission = Object.hasOwn(permissions, word) ? permissions[word] : undefined;
	if (permission === undefined) {
		throw new MaestroError('malformed', `Expected one of ${Object.keys(permissions).join(', ')}, got ${word}`);
	}

	return permission;
};

/** The arguments that name a model to an agent. */
export const modelArgs = (agent: Agent, model: string | undefined): readonly string[] => {
	if (model === undefined) {
		return [];
	}

	if (!/^[\w.:/@[\]][\w.:/@[\]-]{0,199}$/.test(model)) {
		throw new MaestroError('malformed', `Expected the name of a model, got ${JSON.stringify(model)}`);
	}

	if (agent.modelArgs === undefined) {
		throw new MaestroError('malformed', `How a model is named to ${agent.label} is not known: leave it away`);
	}

	return agent.modelArgs(model);
};
