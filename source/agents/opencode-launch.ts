import type {HookSettings, Launch, Start} from './agent.js';
import {howItPrints, promptIsOurs, type Refused, refuseOptions, saidTwice} from './extras.js';
import {type Forms, refuseUnknownForm} from './forms.js';
import {optionsFor, rulesFor} from './opencode-permission.js';

export const opencodeForms: Forms = {
	label: 'OpenCode',
	oldest: '1.18.33',
	isHeadlessToo: true,
	permissions: ['ask', 'plan', 'edit', 'all'],
};

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
	const {folder, hooks, resume, introduction, isHeadless = false, permission, extras = []} = launch;
	refuseUnknownForm(opencodeForms, launch);
	refuseOptions(opencodeForms.label, extras, refusedFor(launch));
	// What runs without a window listens to nobody, whatever port it is given (measured with 1.18).
	const listener = isHeadless ? undefined : launch.listener;
	const last = lastOf(launch);
	const configuration = {
		plugin: [pluginUrl(hooks)],
		...(introduction === undefined ? {} : {instructions: [`${folder}/${introductionName}`]}),
		...(permission === undefined ? {} : rulesFor(permission)),
	};
	return {
		args: [
			// It refuses what it would have to ask for, and the turn ends there, with exit code 0; tools that ask something are not there.
			...(isHeadless ? ['run', '--format', 'json'] : []),
			...(listener === undefined ? [] : ['--port', String(listener.port)]),
			...(resume === undefined ? [] : ['--session', resume]),
			...(permission === undefined ? [] : optionsFor(permission)),
			...extras,
			...last,
		],
		environment: {
			OPENCODE_CONFIG_CONTENT: JSON.stringify(configuration),
			// For the plugin: the client is not idle yet when it has started.
			...(last.length === 0 ? {} : {MAESTRO_PROMPTED: '1'}),
			// Also for the plugin, which takes them away: the client puts a message of several words into quotes.
			...(isHeadless ? {MAESTRO_QUOTED: '1'} : {}),
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

const lastOf = ({prompt, command, isHeadless}: Launch): readonly string[] => {
	if (isHeadless === true) {
		// A message is no command of the client there, whatever it begins with.
		return ['--', command ?? prompt ?? ''];
	}

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

const toTheNetwork = 'it opens the client to the network';

const refused: Refused = {
	'--port': 'the port is found by maestro, which sends messages there',
	'--hostname': 'maestro sends messages to 127.0.0.1, and nobody else is to',
	'--mdns': toTheNetwork,
	'--mdns-domain': toTheNetwork,
	'--cors': 'it opens the client to web pages',
	'--pure': 'it leaves out the plugin that speaks with maestro',
	'--prompt': promptIsOurs,
	'--': promptIsOurs,
};

const refusedHeadless: Refused = {
	'--format': howItPrints,
	'--command': promptIsOurs,
	'--attach': 'the run would go on in another program, which does not know this session',
	'-i': 'nobody is there to type',
	'--interactive': 'nobody is there to type',
};

const refusedFor = ({isHeadless, permission}: Launch): Refused => ({
	...refused,
	...(isHeadless === true ? refusedHeadless : {}),
	...(permission === undefined ? {} : {'--auto': saidTwice}),
	...(permission === 'plan' ? {'--agent': saidTwice} : {}),
});
