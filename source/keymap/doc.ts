import type {ClientEvent} from '../client/event.js';
import {findInDoc, lineAtTop, openDocRow, widestInDoc} from '../client/select/doc.js';
import type {State} from '../client/state/index.js';
import type {Binding, Scope} from './binding.js';

const isThere = ({doc}: State): boolean => doc?.found !== undefined;

const whyNotThere = (state: State): string | undefined => (isThere(state) ? undefined : 'It is not here yet');

/** Shows the next place where a text is found, or says that there is none. */
const goTo = (
	state: State,
	text: string,
	how: {readonly after: number; readonly isBackwards: boolean},
): readonly ClientEvent[] => {
	const found = findInDoc(state, text, how);
	const search = {text, line: found?.line ?? state.screen.doc?.search?.line};
	return found === undefined
		? [
				{event: 'doc:set', data: {search}},
				{
					event: 'notice',
					data: {
						tone: 'info',
						text: `It is found nowhere ${how.isBackwards ? 'above' : how.after < 0 ? 'in it' : 'below'}`,
					},
				},
			]
		: [
				{event: 'doc:set', data: {search}},
				{event: 'text:scrolled', data: {to: found.row}},
			];
};

/** A search from what is shown on; where it is found no further down, from the start. */
export const lookInDoc = (text: string, state: State): readonly ClientEvent[] => {
	const after = lineAtTop(state) - 1;
	return goTo(state, text, {
		after: findInDoc(state, text, {after, isBackwards: false}) === undefined ? -1 : after,
		isBackwards: false,
	});
};

const again = (isBackwards: boolean): Pick<Binding, 'whyNot' | 'run'> => ({
	whyNot: ({screen}) => (screen.doc?.search === undefined ? 'Nothing was looked for in it yet' : undefined),
	run({state, send}) {
		const {search} = state.screen.doc ?? {};
		if (search !== undefined) {
			send(...goTo(state, search.text, {after: search.line ?? lineAtTop(state), isBackwards}));
		}
	},
});

const sideways = (direction: 1 | -1): Pick<Binding, 'repeats' | 'whyNot' | 'run'> => ({
	repeats: true,
	whyNot: ({screen}) =>
		screen.doc?.wraps === false ? undefined : 'Lines are wrapped, so there is nothing beside them',
	run({state, send}) {
		const {columns} = state.surroundings;
		const step = Math.max(8, Math.floor(columns / 2));
		const furthest = Math.max(0, widestInDoc(state) - columns);
		const left = Math.min(furthest, Math.max(0, (state.screen.doc?.left ?? 0) + direction * step));
		send({event: 'doc:set', data: {left}});
	},
});

/** What it is saved as unless somebody says another name: the name of the file that the agent has it in. */
const nameOfFile = (state: State): string => {
	const {note, title} = openDocRow(state) ?? {};
	const last = note?.filePath.split(/[/\\]/).findLast(part => part !== '') ?? '';
	return last === '' ? `${(title ?? 'document').replaceAll(/[/\\]/g, '-')}.md` : last;
};

/** What can be done with a document that is read. */
export const docKeys: Scope = {
	title: 'Document',
	bindings: [
		{
			id: 'doc.search',
			keys: ['/'],
			help: 'Search it',
			label: () => 'Search',
			inFooter: true,
			whyNot: whyNotThere,
			run: ({state, send}) =>
				send({
					event: 'field:opened',
					data: {purpose: 'doc-search', label: 'Search', text: state.screen.doc?.search?.text ?? '', subject: ''},
				}),
		},
		{id: 'doc.next', keys: ['n'], help: 'Go to the next place where it is found', ...again(false)},
		{id: 'doc.previous', keys: ['N'], help: 'Go to the place before where it is found', ...again(true)},
		{
			id: 'doc.wrap',
			keys: ['S'],
			help: 'Wrap long lines, or cut them',
			label: ({screen}) => (screen.doc?.wraps === false ? 'Wrap' : 'Do not wrap'),
			inFooter: true,
			run: ({state, send}) => send({event: 'doc:set', data: {wraps: state.screen.doc?.wraps === false, left: 0}}),
		},
		{id: 'doc.right', keys: ['right'], help: 'Show what is further right', ...sideways(1)},
		{id: 'doc.left', keys: ['left'], help: 'Show what is further left', ...sideways(-1)},
		{
			id: 'doc.copy',
			keys: ['y'],
			help: 'Copy what it says',
			whyNot: whyNotThere,
			act: async ({state, actions}) => actions.copy('the document', state.doc?.found?.text ?? ''),
		},
		{
			id: 'doc.export',
			keys: ['E'],
			help: 'Save all of it to a file',
			label: () => 'Save',
			inFooter: true,
			needs: 'docs',
			whyNot: whyNotThere,
			run: ({state, send}) =>
				send({
					event: 'field:opened',
					data: {purpose: 'doc-save', label: 'Save it as', text: nameOfFile(state), subject: state.doc?.id ?? ''},
				}),
		},
	],
};
