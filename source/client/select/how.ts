import {messagePriorities, messageTypes} from '../../domain/message.js';
import type {Template} from '../../domain/template.js';
import {createFilter} from '../filter.js';
import {derive} from '../state/derive.js';
import type {How} from '../state/drafts.js';
import type {State} from '../state/index.js';
import {openDraft} from './compose.js';
import {selectedRow} from './rows.js';

/** Something that is said of a message beside its words, with what comes when it is changed; or a template for the words. */
export type HowRow =
	| {
			readonly kind: 'option';
			readonly id: keyof How;
			readonly label: string;
			readonly value: string;
			readonly next: How;
			readonly previous: How;
	  }
	| {readonly kind: 'template'; readonly id: string; readonly template: Template};

const options = derive([(state: State) => openDraft(state)?.how], (how = {}): readonly HowRow[] => {
	const priorities = around(messagePriorities, how.priority ?? 'medium');
	const types = around([undefined, ...messageTypes], how.type);
	const requiresAck = how.requiresAck === true ? undefined : true;
	return [
		{
			kind: 'option',
			id: 'priority',
			label: 'Priority',
			value: how.priority ?? 'medium',
			next: {priority: priorities.next},
			previous: {priority: priorities.previous},
		},
		{
			kind: 'option',
			id: 'type',
			label: 'Type',
			value: how.type ?? 'none',
			next: {type: types.next},
			previous: {type: types.previous},
		},
		{
			kind: 'option',
			id: 'requiresAck',
			label: 'Wants an answer',
			value: how.requiresAck === true ? 'yes' : 'no',
			next: {requiresAck},
			previous: {requiresAck},
		},
	];
});

const around = <Value>(values: readonly Value[], value: Value) => {
	const index = values.indexOf(value);
	return {next: values[(index + 1) % values.length], previous: values.at(index - 1)};
};

/** What can be said of the open draft, and the templates that have the words typed so far. */
export const howRows = derive(
	[options, (state: State) => state.templates, (state: State) => openDraft(state)?.query.text ?? ''],
	(rows, templates, query): readonly HowRow[] => {
		const keeps = createFilter(query);
		const all = templates?.phase === 'there' ? templates.value : [];
		return [
			...(query.trim() === '' ? rows : []),
			...all
				.filter(({id, label, text, priority, type}) =>
					keeps({priority: priority ?? '', type: type ?? '', text: `${id} ${label} ${text}`}),
				)
				.map(template => ({kind: 'template', id: `template:${template.id}`, template}) as const),
		];
	},
);

export const selectedHow = (state: State): HowRow | undefined => selectedRow(howRows(state), state.screen.selected.how);

/** Why there is no template to choose, in words. */
export const templatesSummary = derive(
	[(state: State) => state.templates, (state: State) => openDraft(state)?.query.text ?? ''],
	(templates, query): string => {
		switch (templates?.phase) {
			case 'failed': {
				return `The templates could not be fetched: ${templates.reason}`;
			}

			case 'there': {
				return templates.value.length === 0
					? 'There are no templates.'
					: `Templates${query === '' ? '; type to find one' : ` with ${query}`}`;
			}

			default: {
				return 'Fetching the templates…';
			}
		}
	},
);
