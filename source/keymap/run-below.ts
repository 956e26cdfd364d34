import {deriveFrom} from '../client/state/derive.js';
import type {State} from '../client/state/index.js';
import {belowOverlay} from '../client/state/screen.js';
import type {Binding, Scope} from './binding.js';
import {whyNotNow} from './press.js';

/** The state as it is for the screen that the help or the palette was opened on. */
export const belowOf = (state: State): State => {
	const screen = belowOverlay(state.screen);
	return screen === state.screen ? state : {...state, screen};
};

/** The same scopes as long as they are: which are open is told by their titles, and their keys by what is set. */
export const rememberScopes = (below: (state: State) => readonly Scope[]): ((state: State) => readonly Scope[]) =>
	deriveFrom(
		[
			state =>
				below(state)
					.map(({title}) => title)
					.join('\n'),
			({settings}) => settings.values.keys,
		],
		below,
	);

/**
Runs another binding on the screen below, as if its key had been pressed there: it says why it cannot, and asks where it would ask.
`find` answers the one that is selected; it is looked for in the state with the help or the palette still open.
*/
export const runBelow = (
	find: (state: State) => Binding | undefined,
	none: string,
): Required<Pick<Binding, 'label' | 'whyNot' | 'run' | 'act'>> => {
	return {
		label(state) {
			const binding = find(state);
			return binding?.label?.(belowOf(state)) ?? binding?.help ?? none;
		},

		whyNot(state) {
			const binding = find(state);
			return binding === undefined ? none : whyNotNow(binding, belowOf(state));
		},

		run({state, send}) {
			const binding = find(state);
			send({event: 'screen:closed'});
			const below = belowOf(state);
			const question = binding?.confirm?.(below);
			if (binding !== undefined && question !== undefined) {
				const subject = binding.subject?.(below);
				send({event: 'confirm:asked', data: {question, bindingId: binding.id, subject}});
				return;
			}

			binding?.run?.({state: below, send, key: keyOf(binding)});
		},

		async act({state, ...context}) {
			const binding = find(state);
			const below = belowOf(state);
			if (binding !== undefined && binding.confirm?.(below) === undefined) {
				await binding.act?.({...context, state: below, key: keyOf(binding)});
			}
		},
	};
};

const keyOf = ({keys}: Binding): string => keys[0] ?? '';
