import {MaestroError} from '../domain/errors.js';
import type {Launch, Start} from './agent.js';
import {introductionVariable} from './gemini-hooks.js';

const introductionName = 'introduction.json';

/**
What starts Gemini CLI. Its hooks stand in the user's own settings; what it is told about maestro goes by a file that one of them reads.
*/
export const launchGemini = ({folder, prompt, command, resume, introduction, extras = []}: Launch): Start => {
	refuseExtras(extras);
	const first = command ?? (prompt === undefined ? undefined : asText(prompt));
	const isIntroduced = introduction !== undefined && isPlain(folder);
	return {
		args: [
			...(resume === undefined ? [] : ['--resume', resume]),
			...extras,
			// In one word: the client takes a word that begins with `-` for an option, and ignores what stands behind `--`.
			...(first === undefined ? [] : [`--prompt-interactive=${first}`]),
		],
		environment: isIntroduced ? {[introductionVariable]: `${folder}/${introductionName}`} : {},
		files: isIntroduced ? {[introductionName]: `${JSON.stringify(asAnswer(introduction))}\n`} : {},
	};
};

// What begins with `/` is a command of the client.
const asText = (prompt: string): string =>
	prompt.trimStart().startsWith('/') ? `Prompt: ${prompt.trimStart()}` : prompt;

/** The client writes the path into the hook's command as it is. */
const isPlain = (folder: string): boolean => !/["$`\\\n]/.test(folder);

const asAnswer = (introduction: string) => ({
	hookSpecificOutput: {hookEventName: 'SessionStart', additionalContext: introduction},
});

const ours = ['-p', '--prompt', '-i', '--prompt-interactive'];

const refuseExtras = (extras: readonly string[]): void => {
	const wrong = extras.find(extra => extra === '--' || ours.includes(extra.split('=')[0] ?? ''));
	if (wrong !== undefined) {
		throw new MaestroError(
			'malformed',
			`Expected options for Gemini CLI, got ${wrong}: the prompt is put there by maestro; put yours into the task`,
		);
	}
};
