import type {Permission} from '../../domain/permission.js';
import {commandLine} from '../../domain/shell.js';
import type {AgentChoice, ModeChoice} from '../event.js';
import type {Agents} from '../state/agents.js';
import {derive} from '../state/derive.js';
import type {DispatchPlan} from '../state/dispatch-form.js';
import type {State} from '../state/index.js';
import {lineToDraw, textToDraw, wrap, wrapWords} from '../text.js';
import {
	agentAtWork,
	allModes,
	askedNow,
	chosenAgent,
	chosenPermission,
	dispatchedWorkTree,
	modeRows,
	openForm,
	openPlan,
	sameRun,
	selectedMode,
} from './dispatch.js';
import {type Area, layoutOf} from './layout.js';

/** What can be chosen for a dispatch beside its mode. */
export type DispatchOption = 'agent' | 'permission' | 'words' | 'extras' | 'workTree';

export type DispatchLine =
	| {readonly kind: 'option'; readonly id: DispatchOption; readonly label: string; readonly value: string}
	| {readonly kind: 'plan' | 'problem' | 'detail' | 'busy' | 'gap'; readonly text: string};

const permissionWords: Readonly<Record<Permission, string>> = {
	ask: 'ask: it asks before it changes anything',
	plan: 'plan: it changes nothing',
	edit: 'edit: it edits files without asking',
	all: 'all: it does everything without asking',
};

const nameOfAgent = ({label, version = ''}: AgentChoice): string => lineToDraw(`${label} ${version}`.trim());

const agentValue = (state: State): string => {
	const {agents} = state;
	const [chosen, atWork, mode] = [chosenAgent(state), agentAtWork(state), selectedMode(state)];
	if (chosen !== undefined) {
		return nameOfAgent(chosen);
	}

	if (mode?.agent !== undefined) {
		const missing = atWork !== undefined && atWork.problem !== undefined ? ', which is not installed' : '';
		return `${atWork === undefined ? mode.agent : nameOfAgent(atWork)} (the mode's own${missing})`;
	}

	return `the usual one${agents?.phase === 'asked' ? ' (looking which are installed…)' : ''}`;
};

const permissionValue = (state: State): string => {
	const chosen = chosenPermission(state);
	const own = selectedMode(state)?.permission;
	if (chosen !== undefined) {
		return permissionWords[chosen];
	}

	return own === undefined ? "the agent's own rule" : `${permissionWords[own]} (the mode's own)`;
};

const workTreeValue = (state: State): string => {
	const workTree = dispatchedWorkTree(state);
	if (workTree !== undefined) {
		return `the one it has: ${lineToDraw(workTree.branch)}`;
	}

	return openForm(state)?.makesWorkTree === true ? 'make one, on a branch of its own' : 'none';
};

const wordsValue = (state: State): string => lineToDraw(openForm(state)?.words ?? '') || 'nothing';

const extrasValue = (state: State): string => lineToDraw(commandLine(openForm(state)?.extras ?? [])) || 'none';

const optionLines = derive(
	[agentValue, permissionValue, wordsValue, extrasValue, workTreeValue],
	(agent, permission, words, extras, workTree): readonly DispatchLine[] => [
		{kind: 'option', id: 'agent', label: 'Agent', value: agent},
		{kind: 'option', id: 'permission', label: 'Permission', value: permission},
		{kind: 'option', id: 'words', label: 'Say besides', value: words},
		{kind: 'option', id: 'extras', label: 'Arguments', value: extras},
		{kind: 'option', id: 'workTree', label: 'Work tree', value: workTree},
	],
);

const line = (kind: 'plan' | 'problem' | 'detail' | 'busy', text: string, columns: number): readonly DispatchLine[] =>
	wrapWords(lineToDraw(text), Math.max(1, columns)).map(part => ({kind, text: part}));

const gap: DispatchLine = {kind: 'gap', text: ''};

/** Each argument in quotes as it is, so that nobody has to guess where one ends. */
const planLines = (
	{command, directory, window, isHeadless, agent, makesWorkTree, problem}: DispatchPlan,
	columns: number,
): readonly DispatchLine[] => [
	...(problem === undefined ? [] : line('problem', `Cannot run: ${problem}`, columns)),
	...(isHeadless
		? line('plan', `Headless   ${window}: no window, its output goes to a log`, columns)
		: line('plan', `Window     ${window}`, columns)),
	...line('plan', `Folder     ${directory}${makesWorkTree ? ' (a work tree that is made first)' : ''}`, columns),
	...line('plan', `Agent      ${agent}`, columns),
	// Broken where it must be, and nothing of it is left out: a prompt may have several lines.
	...wrap(`Command    ${commandLine(command.map(textToDraw))}`, columns).map(text => ({kind: 'plan', text}) as const),
];

const modeLines = ({label, summary, source, shadows}: ModeChoice, columns: number): readonly DispatchLine[] => [
	...line('detail', summary || label, columns),
	...line('detail', `It is ${source === 'built in' ? source : `from ${source}`}`, columns),
	...shadows.flatMap(shadowed => line('detail', `It stands before the one of that name ${placeOf(shadowed)}`, columns)),
];

const placeOf = (source: string): string => (source === 'built in' ? 'that is built in' : `from ${source}`);

const missingLines = (agents: Agents, columns: number): readonly DispatchLine[] => {
	switch (agents?.phase) {
		case 'failed': {
			return line('problem', `Which agents are installed could not be told: ${agents.reason}`, columns);
		}

		case 'there': {
			const missing = agents.value.filter(({problem}) => problem !== undefined).map(({label}) => label);
			return missing.length === 0
				? []
				: line('detail', `Not installed: ${missing.join(', ')}; maestro doctor says more`, columns);
		}

		default: {
			return [];
		}
	}
};

const busyWords = {plan: 'Asking what exactly it would run…', start: 'Starting it…'} as const;

/** What stands below the modes: what would be run, where that was asked; what can be chosen; and what there is to know about it. */
export const dispatchLines = derive(
	[
		askedNow,
		openPlan,
		(state: State) => sameRun(state)?.name,
		optionLines,
		selectedMode,
		(state: State) => state.agents,
		state => (state.modes?.phase === 'failed' ? state.modes.reason : undefined),
		state => state.modes?.problems,
		state => state.surroundings.columns,
	],
	(asked, plan, running, options, mode, agents, failure, problems = [], columns): readonly DispatchLine[] => [
		...(asked === undefined ? [] : line('busy', busyWords[asked], columns)),
		...(plan === undefined ? [] : planLines(plan, columns)),
		...(plan === undefined || running === undefined
			? []
			: line('problem', `It runs in this mode already, as ${running}: nothing new is started`, columns)),
		...(plan === undefined ? [] : [gap]),
		...options,
		gap,
		...(mode === undefined ? [] : modeLines(mode, columns)),
		...(mode === undefined || failure === undefined
			? []
			: line('problem', `The modes could not be fetched again: ${failure}`, columns)),
		...missingLines(agents, columns),
		...problems.flatMap(({file, line: number, text}) => line('problem', `${file}:${number} ${text}`, columns)),
	],
);

/** Why there is no mode to choose. */
export const whyNoMode = (state: State): string => {
	const {modes} = state;
	switch (modes?.phase) {
		case 'failed': {
			return `The modes could not be fetched: ${lineToDraw(modes.reason)}`;
		}

		case 'there': {
			return allModes(state).length === 0 ? 'The server has no modes.' : 'No mode has these words.';
		}

		default: {
			return 'Fetching the modes…';
		}
	}
};

/** Why there is no mode is said on so many. */
const whyRows = 3;

/** Below a line with the task: the modes, and the lines. */
export const dispatchLayout = derive(
	[(state: State) => layoutOf(state).body, (state: State) => modeRows(state).length],
	({columns, rows}, count): {readonly modes: Area; readonly lines: Area} => {
		const room = Math.max(2, rows - 1);
		const modes = Math.max(1, Math.min(count === 0 ? whyRows : count, Math.floor(room / 3)));
		return {modes: {columns, rows: modes}, lines: {columns, rows: room - modes}};
	},
);

/** The first line that is shown; one that is beyond the end stands for the start. */
export const firstDispatchLine = (state: State): number =>
	state.screen.scroll < dispatchLines(state).length ? state.screen.scroll : 0;
