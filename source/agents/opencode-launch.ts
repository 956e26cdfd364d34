import {MaestroError} from '../domain/errors.js';
import type {HookSettings, Launch, Start} from './agent.js';

/** Where the client looks for the password that its listener asks for. */
export const passwordVariable = 'OPENCODE_SERVER_PASSWORD';

/** The name that goes with the password. */
export const listenerUser = 'opencode';

const introductionName = 'introduction.md';

/**
What starts OpenCode. Its plugin and what it is told about maestro come by a variable with more configuration, which the client adds to
that of the user and of the project: nothing of theirs is changed, and all of it holds.
*/
export const launchOpencode = (launch: Launch): Start => {
	const {folder, hooks, listener, resume, introduction, extras = []} = launch;
	refuseExtras(extras);
	const last = lastOf(launch);
	const configuration = {
		plugin: [pluginUrl(hooks)],
		...(introduction === undefined ? {} : {instructions: [`${folder}/${introductionName}`]}),
	};
	return {
		args: [
			...(listener === undefined ? [] : ['--port', String(listener.port)]),
			...(resume === undefined ? [] : ['--session', resume]),
			...extras,
			...last,
		],
		environment: {
			OPENCODE_CONFIG_CONTENT: JSON.stringify(configuration),
			// For the plugin: the client is not idle yet when it has started.
			...(last.length === 0 ? {} : {MAESTRO_PROMPTED: '1'}),
			...(listener === undefined
				? {}
				: {OPENCODE_SERVER_USERNAME: listenerUser, [passwordVariable]: listener.password}),
		},
		files: introduction === undefined ? {} : {[introductionName]: `${introduction}\n`},
	};
};

/**
A file for the user's own folder of plugins, for clients that somebody starts by hand. A client that maestro started has the plugin already.
*/
export const opencodeSettings = (hooks: Pick<HookSettings, 'hookProgram'>): string =>
	`export const Maestro = async context => {
	try {
		const plugin = await import(${JSON.stringify(pluginUrl(hooks))});
		return await plugin.Maestro(context, {isByHand: true});
	} catch {
		return {};
	}
};
`;

/** The plugin lies beside the program that it runs. */
const pluginUrl = ({hookProgram}: Pick<HookSettings, 'hookProgram'>): string => {
	const folder = hookProgram.slice(0, hookProgram.lastIndexOf('/'));
	return `file://${folder.split('/').map(encodeURIComponent).join('/')}/opencode-plugin.js`;
};

const lastOf = ({prompt, command}: Launch): readonly string[] => {
	const first = command ?? (prompt === undefined ? undefined : asText(prompt));
	return first === undefined ? [] : ['--prompt', first];
};

// The client takes a word that begins with `-` for an option, also behind `--prompt`, and does not send one that is the beginning of a
// command of its own.
const asText = (prompt: string): string => {
	if (/^\s*\//.test(prompt)) {
		return `Prompt: ${prompt.trimStart()}`;
	}

	return prompt.startsWith('-') ? ` ${prompt}` : prompt;
};

/** What each of these would take from maestro. */
const refused: Readonly<Record<string, string>> = {
	'--port': 'the port is found by maestro, which sends messages there',
	'--hostname': 'maestro sends messages to 127.0.0.1, and nobody else is to',
	'--mdns': 'it opens the client to the network',
	'--mdns-domain': 'it opens the client to the network',
	'--mdnsDomain': 'it opens the client to the network',
	'--cors': 'it opens the client to web pages',
	'--pure': 'it leaves out the plugin that speaks with maestro',
	'--prompt': 'the prompt is put there by maestro; put yours into the task',
	'--': 'the prompt is put behind the options by maestro',
};

const refuseExtras = (extras: readonly string[]): void => {
	for (const extra of extras) {
		const reason = refused[extra.split('=')[0] ?? ''];
		if (reason !== undefined) {
			throw new MaestroError('malformed', `Expected options for OpenCode, got ${extra}: ${reason}`);
		}
	}
};
