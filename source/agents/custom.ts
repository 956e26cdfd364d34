import {MaestroError} from '../domain/errors.js';
import type {Agent, Launch, Start} from './agent.js';
import {type CustomSettings, extrasPlace, promptPlace} from './custom-settings.js';
import {type Forms, refuseUnknownForm} from './forms.js';
import {shortened} from './long-prompt.js';
import {findVersion} from './version.js';

/**
An agent out of a command line that somebody uses as one. It has no hooks: nothing is known of it but its process, and messages for it
wait.
*/
export const customAgent = (id: string, settings: CustomSettings): Agent => {
	const {label = id, command, headless, without = [], version = []} = settings;
	const forms: Forms = {label, oldest: '0.0.0', isHeadlessToo: headless !== undefined, permissions: []};
	return {
		...forms,
		id,
		program: command[0] ?? id,
		without,
		versionArgs: version,
		readVersion: findVersion,

		launch(launch) {
			refuseUnknownForm(forms, launch);
			if (launch.resume !== undefined) {
				throw new MaestroError('malformed', `${label} cannot go on with a conversation; start it anew`);
			}

			return start(settings, label, launch);
		},

		settings() {
			throw new MaestroError('malformed', `${label} has no hooks, so nothing can be put into its settings`);
		},

		isSilent: true,
		eventOf: () => '',
		beginsTurn: () => false,
		joinsTurn: () => false,
		observe: () => undefined,
		takesAt: () => false,
		isWaking: () => false,
		mayWake: () => false,
		conversationOf: () => undefined,
		answer: () => ({stdout: '', stderr: '', exitCode: 0}),
		evidence: () => [],
	};
};

const start = (settings: CustomSettings, label: string, launch: Launch): Start => {
	const {command, prompt = [promptPlace], headless, environment = {}} = settings;
	const {folder, isHeadless = false, extras = []} = launch;
	const first = launch.command ?? launch.prompt;
	const words = isHeadless ? (headless ?? []) : withExtras(command);
	if (isHeadless && extras.length > 0 && !words.includes(extrasPlace)) {
		throw new MaestroError(
			'malformed',
			`More arguments for ${label} (${extras.join(' ')}) have no place without a window: put ${extrasPlace} into its headless command line in settings.json`,
		);
	}

	const {prompt: short, files} = shortened(folder, asText(first ?? ''));
	const all = [...words, ...(isHeadless || first === undefined ? [] : prompt)];
	return {
		args: all.slice(1).flatMap(word => (word === extrasPlace ? extras : [fill(word, short)])),
		environment,
		files,
	};
};

/** Behind its own arguments, unless it says where. */
const withExtras = (command: readonly string[]): readonly string[] =>
	command.includes(extrasPlace) ? command : [...command, extrasPlace];

// Not by `replace`, to which `$&` in a prompt means something.
const fill = (word: string, prompt: string): string => word.split(promptPlace).join(prompt);

// Nobody knows what this program makes of `-`, `/` or `!` at the beginning of a prompt.
const asText = (prompt: string): string =>
	/^\s*[^\p{L}\p{N}\s]/u.test(prompt) ? `Prompt: ${prompt.trimStart()}` : prompt;
