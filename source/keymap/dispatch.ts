import {dispatchedTask, openPlan, selectedMode} from '../client/select/dispatch.js';
import {needing, type Scope} from './binding.js';

export const dispatchKeys: Scope = {
	title: 'Dispatch',
	bindings: [
		{
			id: 'dispatch.go',
			keys: ['enter'],
			help: 'Show the exact command, then run it',
			inFooter: true,
			needs: 'dispatch',
			...needing(
				dispatchedTask,
				'The task is not there any more',
			)({
				label: (_task, state) => (openPlan(state) === undefined ? 'Show what it would run' : 'Run it'),
				whyNot: (_task, state) =>
					selectedMode(state) === undefined ? 'The server has no modes' : openPlan(state)?.problem,
				async act(task, {state, actions}) {
					const mode = selectedMode(state)?.id ?? '';
					await (openPlan(state) === undefined
						? actions.previewDispatch(task, mode)
						: actions.dispatchMode(task, mode));
				},
			}),
		},
	],
};
