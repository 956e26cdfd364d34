import type {Permission} from '../domain/permission.js';
import type {Launch, Start} from './agent.js';
import {howItPrints, promptIsOurs, type Refused, refuseOptions, saidTwice} from './extras.js';
import {type Forms, refuseUnknownForm} from './forms.js';
import {introductionVariable} from './gemini-hooks.js';
import {shortened} from './long-prompt.js';

export const geminiForms: Forms = {
	label: 'Gemini CLI',
	oldest: '0.61.0',
	isHeadlessToo: true,
	permissions: ['ask', 'plan', 'edit', 'all'],
};

const introductionName = 'introduction.json';

/**
What starts Gemini CLI. Its hooks stand in the user's own settings; what it is told about maestro goes by a file that one of them reads.
*/
export const launchGemini = (launch: Launch): Start => {
	const {folder, prompt, command, resume, introduction, isHeadless = false, permission, extras = []} = launch;
	refuseUnknownForm(geminiForms, launch);
	refuseOptions(geminiForms.label, extras, refusedFor(launch));
	const isIntroduced = introduction !== undefined && isPlain(folder);
	const first = command ?? (prompt === undefined ? undefined : asText(prompt));
	const {prompt: short = undefined, files = {}} = first === undefined ? {} : shortened(folder, first);
	return {
		args: [
			// In a folder that nobody has trusted it ends with exit code 55 and says so; and what it would have to ask for is not there for
			// the model at all (measured with 0.61).
			...(isHeadless ? ['--output-format', 'stream-json'] : []),
			...(resume === undefined ? [] : ['--resume', resume]),
			...(permission === undefined ? [] : ['--approval-mode', modes[permission]]),
			// It reads no file elsewhere.
			...(short === first ? [] : ['--include-directories', folder]),
			...extras,
			// In one word: the client takes a word that begins with `-` for an option, and ignores what stands behind `--`.
			...(short === undefined ? [] : [`${isHeadless ? '--prompt' : '--prompt-interactive'}=${short}`]),
		],
		environment: isIntroduced ? {[introductionVariable]: `${folder}/${introductionName}`} : {},
		files: {
			...files,
			...(isIntroduced ? {[introductionName]: `${JSON.stringify(asAnswer(introduction))}\n`} : {}),
		},
	};
};

const modes: Readonly<Record<Permission, string>> = {ask: 'default', plan: 'plan', edit: 'auto_edit', all: 'yolo'};

// What begins with `/` is a command of the client.
const asText = (prompt: string): string =>
	prompt.trimStart().startsWith('/') ? `Prompt: ${prompt.trimStart()}` : prompt;

/** The client writes the path into the hook's command as it is. */
const isPlain = (folder: string): boolean => !/["$`\\\n]/.test(folder);

const asAnswer = (introduction: string) => ({
	hookSpecificOutput: {hookEventName: 'SessionStart', additionalContext: introduction},
});

const refusedFor = ({isHeadless, permission}: Launch): Refused => ({
	'--': promptIsOurs,
	'-p': promptIsOurs,
	'--prompt': promptIsOurs,
	'-i': promptIsOurs,
	'--prompt-interactive': promptIsOurs,
	...(isHeadless === true ? {'-o': howItPrints, '--output-format': howItPrints} : {}),
	...(permission === undefined ? {} : {'--approval-mode': saidTwice, '-y': saidTwice, '--yolo': saidTwice}),
});
