import type {ClientEvent} from '../client/event.js';
import {leftOf, logColumns, loggedSession, logHeight, movedBy, openLog, topOfLog} from '../client/select/log.js';
import {shownLog} from '../client/select/log-frame.js';
import type {State} from '../client/state/index.js';
import type {LogLook, LogView} from '../client/state/log-view.js';
import {windowName} from '../domain/run.js';
import type {Binding, Scope} from './binding.js';

const moved = (state: State, to: LogView['top'] | undefined): readonly ClientEvent[] =>
	to === undefined ? [] : [{event: 'log:moved', data: {to, size: openLog(state)?.size ?? 0}}];

const by = (rows: (state: State) => number): Pick<Binding, 'repeats' | 'run'> => ({
	repeats: true,
	run: ({state, send}) => send(...moved(state, movedBy(state, rows(state)))),
});

const page = (state: State): number => Math.max(1, logHeight(state) - 1);
const half = (state: State): number => Math.max(1, Math.floor(logHeight(state) / 2));

const turn = (name: 'wraps' | 'isRaw' | 'showsTimes'): Pick<Binding, 'run'> => ({
	run({state: {screen}, send}) {
		const look: Partial<LogLook> = {[name]: screen.log?.[name] !== true};
		send({event: 'log:set', data: {...look, ...(name === 'wraps' ? {left: undefined} : {})}});
	},
});

/** How far the lines go to the side with one key. */
const sideStep = (state: State): number => Math.max(8, Math.floor(logColumns(state) / 2));

const sideways = (direction: 1 | -1): Pick<Binding, 'repeats' | 'whyNot' | 'run'> => ({
	repeats: true,
	whyNot: ({screen}) =>
		screen.log?.wraps === false ? undefined : 'Lines are wrapped, so there is nothing beside them',
	run({state, send}) {
		const left = Math.max(0, leftOf(state) + direction * sideStep(state));
		send({event: 'log:set', data: {left}});
	},
});

const again = (isBackwards: boolean): Pick<Binding, 'whyNot' | 'run'> => ({
	whyNot: ({screen}) => (screen.log?.search === undefined ? 'Nothing was looked for in this log yet' : undefined),
	run({state, send}) {
		const {search} = state.screen.log ?? {};
		if (search !== undefined) {
			const {text, foundAt} = search;
			const from = foundAt === undefined ? (topOfLog(state)?.at ?? 0) : isBackwards ? foundAt : foundAt + 1;
			send({event: 'log:sought', data: {text, isBackwards, from}});
		}
	},
});

const goingSearch = ({screen}: State) => (screen.log?.search?.isGoing === true ? screen.log.search : undefined);

const nameOfFile = (state: State): string => {
	const run = loggedSession(state)?.run;
	return `${run === undefined ? (state.screen.log?.runId ?? 'run') : windowName(run.taskId, run.mode)}.log`;
};

const hasReader = (state: State): boolean => openLog(state)?.facts?.readOutput !== undefined;

/** What a log can do. */
export const logKeys: Scope = {
	title: 'Log',
	bindings: [
		{
			id: 'log.follow',
			keys: ['F'],
			help: 'Follow what comes, or stay here',
			label: ({screen}) => (screen.log?.top === 'end' ? 'Stay here' : 'Follow'),
			inFooter: true,
			run: ({state, send}) => send(...moved(state, state.screen.log?.top === 'end' ? topOfLog(state) : 'end')),
		},
		{
			id: 'log.search',
			keys: ['/'],
			help: 'Search the whole log',
			label: () => 'Search',
			inFooter: true,
			needs: 'server',
			run({state, send}) {
				const text = state.screen.log?.search?.text ?? '';
				send({event: 'field:opened', data: {purpose: 'log-search', label: 'Search', text, subject: ''}});
			},
		},
		{id: 'log.next', keys: ['n'], help: 'Go to the next place where it is found', needs: 'server', ...again(false)},
		{
			id: 'log.previous',
			keys: ['N'],
			help: 'Go to the place before where it is found',
			needs: 'server',
			...again(true),
		},
		{
			id: 'log.jump',
			keys: ['@'],
			help: 'Go to a time, as in 14:05 or -10m, or to a share, as in 50%',
			label: () => 'Go to a time or %',
			inFooter: true,
			run: ({send}) =>
				send({
					event: 'field:opened',
					data: {purpose: 'log-jump', label: 'Go to (14:05, -10m, 50%)', text: '', subject: ''},
				}),
		},
		{
			id: 'log.wrap',
			keys: ['S'],
			help: 'Wrap long lines, or cut them',
			label: ({screen}) => (screen.log?.wraps === false ? 'Wrap' : 'Do not wrap'),
			inFooter: true,
			...turn('wraps'),
		},
		{id: 'log.times', keys: ['t'], help: 'Show or hide when lines were printed', ...turn('showsTimes')},
		{id: 'log.down', keys: ['j', 'down'], help: 'Scroll down', ...by(() => 1)},
		{id: 'log.up', keys: ['k', 'up'], help: 'Scroll up', ...by(() => -1)},
		{id: 'log.page-down', keys: ['space', 'pagedown'], help: 'Scroll a page down', ...by(page)},
		{id: 'log.page-up', keys: ['b', 'pageup'], help: 'Scroll a page up', ...by(state => -page(state))},
		{id: 'log.half-down', keys: ['ctrl+d'], help: 'Scroll half a page down', ...by(half)},
		{id: 'log.half-up', keys: ['ctrl+u'], help: 'Scroll half a page up', ...by(state => -half(state))},
		{
			id: 'log.top',
			keys: ['g g', 'home'],
			help: 'Go to the start',
			run: ({state, send}) => send(...moved(state, {at: 0, row: 0})),
		},
		{id: 'log.bottom', keys: ['G', 'end'], help: 'Go to the end', run: ({state, send}) => send(...moved(state, 'end'))},
		{id: 'log.right', keys: ['right'], help: 'Show what is further right', ...sideways(1)},
		{id: 'log.left', keys: ['left'], help: 'Show what is further left', ...sideways(-1)},
		{
			id: 'log.copy',
			keys: ['y'],
			help: 'Copy the lines that are shown',
			whyNot: state => (shownLog(state) === '' ? 'Nothing is shown to copy' : undefined),
			act: async ({state, actions}) => actions.copy('the lines that are shown', shownLog(state)),
		},
		{
			id: 'log.export',
			keys: ['E'],
			help: 'Save all of it to a file',
			label: () => 'Save',
			inFooter: true,
			needs: 'server',
			whyNot: state =>
				state.saving === undefined
					? (openLog(state)?.size ?? 0) === 0
						? 'There is nothing in it to save yet'
						: undefined
					: 'A log is being saved already',
			run: ({state, send}) =>
				send({
					event: 'field:opened',
					data: {
						purpose: 'log-save',
						label: 'Save it as',
						text: nameOfFile(state),
						subject: openLog(state)?.runId ?? '',
					},
				}),
		},
		{
			id: 'log.raw',
			keys: ['r'],
			help: 'Show it as it was printed, or readable',
			label: ({screen}) => (screen.log?.isRaw === true ? 'Readable' : 'Raw'),
			inFooter: true,
			whyNot: state => (hasReader(state) ? undefined : 'It is shown as it was printed: nothing makes it more readable'),
			...turn('isRaw'),
		},
		{
			id: 'log.back',
			keys: ['esc'],
			help: 'Give up the search or the saving, or go back',
			label: state =>
				goingSearch(state) === undefined ? (state.saving === undefined ? 'Back' : 'Stop saving') : 'Stop',
			inFooter: true,
			run({state, send}) {
				const search = goingSearch(state);
				if (search !== undefined) {
					send({event: 'log:left', data: {round: search.round}});
				} else if (state.saving === undefined) {
					send({event: 'screen:closed'});
				} else {
					send({event: 'save:left'});
				}
			},
		},
	],
};
