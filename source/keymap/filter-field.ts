import {type Completion, completionOf} from '../client/completing.js';
import {lineNames, listOfField} from '../client/select/hint.js';
import type {State} from '../client/state/index.js';
import type {Field} from '../client/state/screen.js';
import type {Scope} from './binding.js';

/** Whether what is written in a line are words to filter or to search by. */
export const hasFilterWords = ({purpose}: Field): boolean => purpose === 'filter' || purpose === 'search';

const completion = (state: State): Completion | undefined =>
	state.screen.field === undefined ? undefined : completionOf(state.screen.field.text, lineNames(state));

const recall = (step: 1 | -1) => ({
	whyNot: ({screen}: State) =>
		screen.field === undefined || (screen.formerFilters[listOfField(screen.field)] ?? []).length === 0
			? 'Nothing was looked for here before'
			: undefined,
	run({state, send}: Parameters<NonNullable<Scope['bindings'][number]['run']>>[0]) {
		const {field} = state.screen;
		if (field !== undefined) {
			send({event: 'field:recalled', data: {list: listOfField(field), step}});
		}
	},
});

/** What a line of words to filter or to search by can do besides. */
export const filterFieldKeys: Scope = {
	title: 'Line of words',
	bindings: [
		{
			id: 'filter.complete',
			keys: ['tab'],
			help: 'Complete the name or the value',
			label: () => 'Complete',
			inFooter: true,
			whyNot: state => ((completion(state)?.choices.length ?? 0) === 0 ? 'Nothing that is known begins so' : undefined),
			run({state, send}) {
				const line = completion(state)?.line;
				send(...(line === undefined ? [] : [{event: 'field:replaced', data: {text: line}} as const]));
			},
		},
		{id: 'filter.former', keys: ['up'], help: 'Take what was looked for before', ...recall(1)},
		{id: 'filter.newer', keys: ['down'], help: 'Take what was looked for after it', ...recall(-1)},
	],
};
