import {
	aboutOrder,
	agentChoices,
	askedNow,
	chosenAgent,
	chosenPermission,
	dispatchedTask,
	dispatchedWorkTree,
	openForm,
	openPlan,
	orderNow,
	permissionChoices,
	selectedMode,
} from '../client/select/dispatch.js';
import {dispatchLayout, dispatchLines, firstDispatchLine, whyNoMode} from '../client/select/dispatch-lines.js';
import type {DispatchPlan, FormChoice} from '../client/state/dispatch-form.js';
import type {State} from '../client/state/index.js';
import {commandLine} from '../domain/shell.js';
import {type Binding, needing, type Scope} from './binding.js';
import {choiceAfter} from './choice-after.js';

const onTask = needing(dispatchedTask, 'The task is not there any more');

const whyNotGo = (state: State): string | undefined => {
	switch (askedNow(state)) {
		case 'plan': {
			return 'It is being asked what it would run';
		}

		case 'start': {
			return 'It is being started';
		}

		default: {
			return selectedMode(state) === undefined ? whyNoMode(state) : undefined;
		}
	}
};

/** What stood in its way may be gone by now, so that is asked again. */
const canRun = (plan: DispatchPlan | undefined): boolean => plan !== undefined && plan.problem === undefined;

const set = (next: (state: State) => Partial<FormChoice>): Pick<Binding, 'run'> => ({
	run: ({state, send}) => send({event: 'dispatch:set', data: next(state)}),
});

const whyNoAgent = (state: State): string | undefined => {
	const {agents} = state;
	if (agents?.phase === 'failed') {
		return `Which agents are installed could not be told: ${agents.reason}`;
	}

	if (agents?.phase !== 'there') {
		return 'It is being looked which agents are installed';
	}

	return agentChoices(state).length === 0 ? 'No agent is installed that can do this mode' : undefined;
};

const whyNoPermission = (state: State): string | undefined =>
	permissionChoices(state).length === 0 ? 'Its agent cannot be told what it may do without asking' : undefined;

const lastLine = (state: State): number => dispatchLines(state).length;

export const dispatchKeys: Scope = {
	title: 'Dispatch',
	bindings: [
		{
			id: 'dispatch.go',
			keys: ['enter'],
			help: 'Show the exact command, then run it',
			inFooter: true,
			needs: 'dispatch',
			changes: true,
			...onTask({
				label: (_task, state) => (canRun(openPlan(state)) ? 'Run it' : 'Show what it would run'),
				whyNot: (_task, state) => whyNotGo(state),
				async act(_task, {state, actions}) {
					const [order, plan] = [orderNow(state), openPlan(state)];
					if (plan !== undefined && canRun(plan)) {
						await actions.dispatchMode(plan, aboutOrder(state));
					} else if (order !== undefined) {
						await actions.previewDispatch(order, aboutOrder(state));
					}
				},
			}),
		},
		{
			id: 'dispatch.agent',
			keys: ['a'],
			help: 'Choose another agent',
			label: () => 'Agent',
			inFooter: true,
			whyNot: whyNoAgent,
			...set(state => ({agent: choiceAfter(agentChoices(state), chosenAgent(state))?.id})),
		},
		{
			id: 'dispatch.permission',
			keys: ['p'],
			help: 'Choose what it may do without asking',
			label: () => 'Permission',
			inFooter: true,
			whyNot: whyNoPermission,
			...set(state => ({permission: choiceAfter(permissionChoices(state), chosenPermission(state))})),
		},
		{
			id: 'dispatch.words',
			keys: ['s'],
			help: 'Say what the agent is told besides',
			label: () => 'Say',
			inFooter: true,
			run: ({state, send}) =>
				send({
					event: 'field:opened',
					data: {purpose: 'words', label: 'Say besides', text: openForm(state)?.words ?? '', subject: ''},
				}),
		},
		{
			id: 'dispatch.extras',
			keys: ['e'],
			help: 'Give the agent program more arguments',
			label: () => 'Arguments',
			inFooter: true,
			needs: 'runs',
			run: ({state, send}) =>
				send({
					event: 'field:opened',
					data: {
						purpose: 'extras',
						label: 'Arguments',
						text: commandLine(openForm(state)?.extras ?? []),
						subject: '',
					},
				}),
		},
		{
			id: 'dispatch.work-tree',
			keys: ['b'],
			help: 'Make a work tree for it, or none',
			label: () => 'Work tree',
			inFooter: true,
			whyNot: state =>
				dispatchedWorkTree(state) === undefined ? undefined : 'It has a work tree already, and runs there',
			...set(state => ({makesWorkTree: openForm(state)?.makesWorkTree !== true})),
		},
		{
			id: 'dispatch.more',
			keys: ['space'],
			help: 'Show more of what it would run',
			whyNot: state => (lastLine(state) > dispatchLayout(state).lines.rows ? undefined : 'All of it is shown'),
			run({state, send}) {
				const next = firstDispatchLine(state) + dispatchLayout(state).lines.rows - 1;
				send({event: 'text:scrolled', data: {to: next < lastLine(state) ? next : 0}});
			},
		},
	],
};
