import {type Permission, permissions} from '../../domain/permission.js';
import type {Project} from '../../domain/project.js';
import {hasEnded, type Session} from '../../domain/session.js';
import type {Task} from '../../domain/task.js';
import type {WorkTree} from '../../domain/work-tree.js';
import type {AgentChoice, ModeChoice} from '../event.js';
import type {Filterable} from '../filter.js';
import {derive} from '../state/derive.js';
import type {About, DispatchForm, DispatchPlan, Order} from '../state/dispatch-form.js';
import type {State} from '../state/index.js';
import {filtered} from './filtered.js';
import {selectedRow} from './rows.js';
import {workTreeOf} from './work-trees.js';

export const openForm = ({screen}: State): DispatchForm | undefined => screen.form;

export const dispatchedTask = ({screen, tasks}: State): Task | undefined => tasks.get(screen.form?.taskId ?? '');

const none: readonly never[] = [];

/** The modes of the task that is dispatched. */
export const allModes = ({modes, screen}: State): readonly ModeChoice[] =>
	modes?.taskId === screen.form?.taskId ? (modes?.modes ?? none) : none;

/** Those of them that the filter keeps. */
export const modeRows = filtered({
	list: 'modes',
	rows: allModes,
	textOf: () => modeText,
	flagsOf: ({isHeadless, source}) => `${isHeadless ? 'headless' : 'window'}${source === 'built in' ? ' built-in' : ''}`,
});

const modeText = ({id, label, summary, source, agent, permission}: ModeChoice): Filterable => ({
	mode: id,
	agent: agent ?? '',
	permission: permission ?? '',
	source,
	text: `${id} ${label} ${summary} ${source} ${agent ?? ''}`,
});

export const selectedMode = (state: State): ModeChoice | undefined =>
	selectedRow(modeRows(state), state.screen.selected.modes);

/** The agents that can be chosen for the selected mode: those that are installed, and of them for a headless mode those that can. */
export const agentChoices = derive(
	[(state: State) => state.agents, selectedMode],
	(agents, mode): readonly AgentChoice[] =>
		(agents?.phase === 'there' ? agents.value : []).filter(
			({version, canRunHeadless}) => version !== undefined && (mode?.isHeadless !== true || canRunHeadless),
		),
);

/** The agent that was chosen, as long as the selected mode can have it. */
export const chosenAgent = (state: State): AgentChoice | undefined =>
	agentChoices(state).find(({id}) => id === state.screen.form?.agent);

/** That one, or the one that the mode wants; nothing where it is the server's usual one. */
export const agentAtWork = (state: State): AgentChoice | undefined => {
	const {agents} = state;
	const wanted = selectedMode(state)?.agent;
	return chosenAgent(state) ?? (agents?.phase === 'there' ? agents.value.find(({id}) => id === wanted) : undefined);
};

/** What the agent at work can be told that it may do. */
export const permissionChoices = (state: State): readonly Permission[] =>
	agentAtWork(state)?.permissions ?? permissions;

export const chosenPermission = (state: State): Permission | undefined =>
	permissionChoices(state).find(permission => permission === state.screen.form?.permission);

/** The work tree that the dispatched task has, or shares. */
export const dispatchedWorkTree = (state: State): WorkTree | undefined => {
	const task = dispatchedTask(state);
	return task === undefined ? undefined : workTreeOf(state.tasks, task)?.workTree;
};

/** The order that the form says now. */
export const orderNow = derive(
	[openForm, selectedMode, chosenAgent, chosenPermission, dispatchedWorkTree],
	(form, mode, agent, permission, workTree): Order | undefined =>
		form === undefined || mode === undefined
			? undefined
			: {
					taskId: form.taskId,
					mode: mode.id,
					agent: agent?.id,
					permission,
					words: form.words === '' ? undefined : form.words,
					extras: form.extras,
					makesWorkTree: workTree === undefined && form.makesWorkTree,
				},
);

/** What the order is made from, beside what was chosen. */
export const aboutOrder = (state: State): About => {
	const task = dispatchedTask(state);
	const project: Project | undefined = state.projects.get(task?.projectId ?? '');
	const parent = state.tasks.get(task?.parentId ?? '');
	return [task, parent, project, dispatchedWorkTree(state), selectedMode(state)];
};

/** What the server was asked and has not answered yet: to start something, or about the order as it is now. */
export const askedNow = (state: State): 'plan' | 'start' | undefined => {
	const {asked} = state.screen.form ?? {};
	return asked !== undefined && (asked.what === 'start' || isNow(asked, state)) ? asked.what : undefined;
};

/** What the order would run, once that was asked and as long as nothing has changed since. */
export const openPlan = (state: State): DispatchPlan | undefined => {
	const {plan} = state.screen.form ?? {};
	return plan !== undefined && isNow(plan, state) ? plan : undefined;
};

const isNow = ({order, about}: {readonly order: Order; readonly about: About}, state: State): boolean => {
	const now = aboutOrder(state);
	return JSON.stringify(order) === JSON.stringify(orderNow(state)) && about.every((each, index) => each === now[index]);
};

/** The session that runs in the selected mode already. */
export const sameRun = (state: State): Session | undefined => {
	const [taskId, mode] = [state.screen.form?.taskId, selectedMode(state)?.id];
	return [...state.sessions.values()].find(
		session => session.run?.taskId === taskId && session.run?.mode === mode && !hasEnded(session),
	);
};
