import type {ClientEvent} from '../../source/client/event.js';
import type {State} from '../../source/client/state/index.js';
import type {ScreenId} from '../../source/client/state/screen.js';

export type Opening = readonly ClientEvent[];

/**
How each screen is opened on which nothing is written, in a world that has what the builders make.
*/
export const looked: Readonly<Record<Exclude<ScreenId, 'compose' | 'palette'>, Opening>> = {
	sessions: [{event: 'list:opened', data: {screen: 'sessions'}}],
	tasks: [{event: 'list:opened', data: {screen: 'tasks'}}],
	projects: [{event: 'list:opened', data: {screen: 'projects'}}],
	inbox: [{event: 'list:opened', data: {screen: 'inbox'}}],
	thread: [{event: 'thread:opened', data: {id: 'm-1'}}],
	hold: [{event: 'exchange:opened', data: {id: 'hold-1', between: ['s-1', 's-2']}}],
	search: [{event: 'search:asked', data: {query: 'ready'}}],
	stats: [{event: 'screen:opened', data: {screen: 'stats'}}],
	dispatch: [{event: 'dispatch:opened', data: {taskId: 'T-2'}}],
	log: [{event: 'log:opened', data: {sessionId: 's-1', runId: 'r-1'}}],
	help: [{event: 'screen:opened', data: {screen: 'help'}}],
	timeline: [{event: 'timeline:opened', data: {of: {kind: 'session', id: 's-1'}}}],
	hosts: [{event: 'screen:opened', data: {screen: 'hosts'}}],
	docs: [{event: 'screen:opened', data: {screen: 'docs'}}],
	doc: [{event: 'doc:opened', data: {id: 'doc-1', sessionId: 's-1'}}],
	members: [{event: 'screen:opened', data: {screen: 'members'}}],
	details: [{event: 'details:opened', data: {kind: 'task', id: 'T-1'}}],
	peek: [{event: 'peek:opened', data: {sessionId: 's-2'}}],
	menu: [{event: 'menu:opened', data: {kind: 'status', taskIds: ['T-1']}}],
	settings: [{event: 'screen:opened', data: {screen: 'settings'}}],
};

/** What else waits for keys and is no field. */
export const asked: Readonly<Record<string, Opening>> = {
	'a question': [{event: 'confirm:asked', data: {question: 'Delete it?', bindingId: 'task.delete', subject: 'T-1'}}],
	'a new key': [...looked.settings, {event: 'capture:opened', data: {bindingId: 'session.jump'}}],
	'marked rows': [{event: 'rows:marked', data: {list: 'sessions', ids: ['s-1', 's-2']}}],
	'a pane': [{event: 'pane:turned', data: {hasFocus: true}}],
};

const draft: Opening = [{event: 'draft:opened', data: {id: 'd', to: 's-1', replyTo: undefined}}];

/** Where something is written, and where that is in the state. */
export const written: Readonly<
	Record<string, {readonly open: Opening; readonly text: (state: State) => string | undefined}>
> = {
	compose: {open: draft, text: ({drafts}) => drafts.get('d')?.text.text},
	'the receivers': {
		open: [...draft, {event: 'draft:turned', data: {id: 'd', focus: 'to'}}],
		text: ({drafts}) => drafts.get('d')?.query.text,
	},
	'the templates': {
		open: [...draft, {event: 'draft:turned', data: {id: 'd', focus: 'how'}}],
		text: ({drafts}) => drafts.get('d')?.query.text,
	},
	palette: {open: [{event: 'palette:opened'}], text: ({screen}) => screen.palette?.text},
	'a new task': {
		open: [
			...looked.tasks,
			{event: 'field:opened', data: {purpose: 'new-task', label: 'New task', text: '', subject: 'p-1'}},
		],
		text: ({screen}) => screen.field?.text.text,
	},
	'a filter': {
		open: [{event: 'field:opened', data: {purpose: 'filter', label: '/', text: '', subject: 'sessions'}}],
		text: ({screen}) => screen.field?.text.text,
	},
};
