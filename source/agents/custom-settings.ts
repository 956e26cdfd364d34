import {idPattern} from '../domain/id.js';

/**
A command line that somebody uses as an agent. `{prompt}` and `{extras}` in it stand for what it is to do, and for more arguments.
*/
export type CustomSettings = {
	/** What people see; the id unless given. */
	readonly label?: string | undefined;
	/** The program and its arguments, without a prompt. */
	readonly command: readonly string[];
	/** How a prompt is given behind `command`: `["--message", "{prompt}"]`; as the last argument unless given. */
	readonly prompt?: readonly string[] | undefined;
	/** The whole command line of a run without a window, with its prompt; there are no such runs unless given. */
	readonly headless?: readonly string[] | undefined;
	/** Variables that it is given. */
	readonly environment?: Readonly<Record<string, string>> | undefined;
	/** Names of variables that it must not inherit. */
	readonly without?: readonly string[] | undefined;
	/** What makes it print its version: `["--version"]`; it is not asked unless given. */
	readonly version?: readonly string[] | undefined;
};

/** What is wrong with the settings of an agent, and in which member. */
export type Problem = {readonly member: string; readonly text: string};

/**
What nothing but the settings themselves can tell: names, and where the prompt stands. It must be in the last argument, as it goes by a
file that becomes that argument.
*/
export const problemsIn = (id: string, settings: CustomSettings, taken: readonly string[]): readonly Problem[] => {
	const {command, prompt = [promptPlace], headless, environment = {}, without = []} = settings;
	return [
		...unless(idPattern.test(id), '', 'its name may have letters, digits, - and _'),
		...unless(!taken.includes(id), '', `${id} is the name of an agent that maestro knows; choose another`),
		...unless(isPlain(command[0] ?? ''), 'command', 'it has to begin with a program'),
		...unless(!command.some(hasPrompt), 'command', `${promptPlace} has no place here: say in prompt how it is given`),
		...unless(isPromptLast(prompt), 'prompt', promptLast),
		...unless(!prompt.includes(extrasPlace), 'prompt', `${extrasPlace} has its place in command`),
		...(headless === undefined ? [] : problemsOf(headless, command)),
		...[...command, ...prompt, ...(headless ?? [])]
			.filter(word => word.includes(extrasPlace) && word !== extrasPlace)
			.map(word => ({member: '', text: `${extrasPlace} has to be an argument of its own, and is part of ${word}`})),
		...Object.keys(environment).flatMap(name => variable(name, `environment.${name}`)),
		...without.flatMap(name => variable(name, 'without')),
	];
};

/** The places of a command line that something else is put into. */
export const promptPlace = '{prompt}';
export const extrasPlace = '{extras}';

const promptLast = `${promptPlace} has to stand in the last argument, once, and nowhere else`;

const problemsOf = (headless: readonly string[], command: readonly string[]): readonly Problem[] => [
	...unless(isPromptLast(headless), 'headless', promptLast),
	...unless(headless[0] === command[0], 'headless', `it has to begin with the program of command, ${command[0]}`),
];

const unless = (isWell: boolean, member: string, text: string): readonly Problem[] => (isWell ? [] : [{member, text}]);

const isPlain = (program: string): boolean => program.trim() !== '' && !hasPrompt(program) && program !== extrasPlace;

const hasPrompt = (word: string): boolean => word.includes(promptPlace);

const isPromptLast = (words: readonly string[]): boolean =>
	words.filter(hasPrompt).length === 1 && words.at(-1)?.split(promptPlace).length === 2;

const variable = (name: string, member: string): readonly Problem[] => [
	...unless(
		/^[A-Z_][A-Z0-9_]*$/.test(name),
		member,
		`expected a variable of capital letters, digits and _, got ${name}`,
	),
	...unless(!name.startsWith('MAESTRO_'), member, `${name} is given by maestro itself`),
];
