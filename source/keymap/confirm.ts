import type {ClientEvent} from '../client/event.js';
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

	/** Where the question would be another by now, as there is more to lose, a yes to the first one is none; it is asked anew. */
	const askAnew = (state: State): ClientEvent | undefined => {
		const binding = asked(state);
		const question = binding?.confirm?.(state);
		return binding === undefined || question === undefined || question === state.screen.confirm?.question
			? undefined
			: {event: 'confirm:asked', data: {question, bindingId: binding.id, subject: binding.subject?.(state)}};
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
					const {state, send} = context;
					const problem = problemOf(state);
					const anew = askAnew(state);
					send({event: 'confirm:closed'});
					if (problem !== undefined) {
						send({event: 'notice', data: {text: problem, tone: 'info'}});
					} else if (anew === undefined) {
						asked(state)?.run?.(context);
					} else {
						send(anew);
					}
				},
				async act(context) {
					const {state} = context;
					const binding = asked(state);
					if (binding !== undefined && problemOf(state) === undefined && askAnew(state) === undefined) {
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
