import type {State} from '../client/state/index.js';
import type {Binding, Scope} from './binding.js';
import {act, whyNotNow} from './press.js';

/** The keys of a question; `find` gives the binding that it was asked for. */
export const createConfirmKeys = (find: (id: string) => Binding | undefined): Scope => {
	const asked = ({screen}: State): Binding | undefined => find(screen.confirm?.bindingId ?? '');

	// What is asked about may be gone, or something else may be selected, by the time of the answer.
	const problemOf = (state: State): string | undefined => {
		const binding = asked(state);
		return binding === undefined || binding.subject?.(state) !== state.screen.confirm?.subject
			? 'What the question was about is not there any more; nothing was done'
			: whyNotNow(binding, state);
	};

	return {
		title: 'Question',
		bindings: [
			{
				id: 'confirm.yes',
				keys: ['y'],
				help: 'Yes, do it',
				inFooter: true,
				run(context) {
					const problem = problemOf(context.state);
					context.send({event: 'confirm:closed'});
					if (problem === undefined) {
						asked(context.state)?.run?.(context);
					} else {
						context.send({event: 'notice', data: {text: problem, tone: 'info'}});
					}
				},
				async act(context) {
					const binding = asked(context.state);
					if (binding !== undefined && problemOf(context.state) === undefined) {
						await act(binding, context);
					}
				},
			},
			{
				id: 'confirm.no',
				keys: ['n', 'esc'],
				help: 'No, leave it',
				inFooter: true,
				run: ({send}) => send({event: 'confirm:closed'}),
			},
		],
	};
};
