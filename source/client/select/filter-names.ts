import {badges} from '../../domain/badge.js';
import {messagePriorities, messageStatuses, messageTypes} from '../../domain/message.js';
import {permissions} from '../../domain/permission.js';
import {timelineTypes} from '../../domain/session.js';
import {taskPriorities, taskStatuses} from '../../domain/task.js';
import type {State} from '../state/index.js';
import type {ListId} from '../state/screen.js';
import {allModes} from './dispatch.js';
import {allSessionRows} from './sessions.js';

/** What can be asked for by name in a line, with the values that are known for it. */
export type FilterNames = Readonly<Record<string, (state: State) => readonly string[]>>;

const each = (values: Iterable<string>): readonly string[] => [...new Set(values)].filter(value => value !== '');

const always = (values: readonly string[]) => (): readonly string[] => values;

const ages = always(['<10m', '<1h', '<1d', '>1h', '>1d']);
const yesOrNo = always(['yes', 'no']);
const flags = (...own: readonly string[]) => always([...own, 'marked', 'pinned']);

const projects = (state: State): readonly string[] => each([...state.projects.values()].map(({name}) => name));
const tasks = (state: State): readonly string[] => [...state.tasks.keys()];
const names = (state: State): readonly string[] => each([...state.sessions.values()].map(({name}) => name));
const parties = (state: State): readonly string[] => ['you', ...names(state)];
const modes = (state: State): readonly string[] => each(allSessionRows(state).map(({mode}) => mode));
const agents = (state: State): readonly string[] => each([...state.sessions.values()].map(({run}) => run?.agent ?? ''));
const hosts = ({connection}: State): readonly string[] =>
	connection.server === undefined ? [] : [connection.server.url.replace(/^https?:\/\//, '')];

const aboutMessages: FilterNames = {
	from: parties,
	to: parties,
	type: always(messageTypes),
	priority: always(messagePriorities),
	task: tasks,
};

const aboutSessions: FilterNames = {
	status: always(badges),
	project: projects,
	mode: modes,
	task: tasks,
	agent: agents,
	host: hosts,
	age: ages,
	unread: yesOrNo,
};

const namesOfLists: Readonly<Partial<Record<ListId, FilterNames>>> = {
	sessions: {...aboutSessions, is: flags('live', 'ended', 'headless', 'window', 'unread', 'done', 'archived')},
	tasks: {
		status: always(taskStatuses),
		project: projects,
		priority: always(taskPriorities),
		run: always(badges),
		age: ages,
		is: flags('open', 'closed', 'work-tree'),
	},
	projects: {status: always(['active', 'quiet']), project: projects, age: ages, is: flags()},
	inbox: {
		status: always(['unread', 'draft', 'open', ...messageStatuses]),
		...aboutMessages,
		age: ages,
		unread: yesOrNo,
		is: flags('thread', 'hold', 'draft', 'unread'),
	},
	search: {status: always(messageStatuses), ...aboutMessages, age: ages, is: flags()},
	modes: {
		mode: state => allModes(state).map(({id}) => id),
		agent: state => each(allModes(state).map(({agent}) => agent ?? '')),
		permission: always(permissions),
		source: always(['built in']),
		is: flags('headless', 'window', 'built-in'),
	},
	settings: {kind: always(['setting', 'keys']), is: always(['default', 'changed', 'wrong'])},
	timeline: {type: always(timelineTypes), session: names, task: tasks, age: ages},
	hosts: {host: hosts, status: always(['connected', 'lost'])},
	docs: {project: projects, session: names, task: tasks, kind: always(['markdown', 'diagram']), age: ages},
	members: {
		project: projects,
		role: state => each([...state.members.values()].map(({role}) => role)),
		agent: state => each([...state.members.values()].map(({agentTool = ''}) => agentTool)),
		mode: state => each([...state.members.values()].map(({mode = ''}) => mode)),
		is: always(['active', 'archived', 'default', 'global']),
	},
	receivers: aboutSessions,
	how: {priority: always(messagePriorities), type: always(messageTypes)},
	help: {key: always([]), scope: always([])},
};

const none: FilterNames = {};

/** What the filter of a list can ask for by name. */
export const namesOf = (list: ListId): FilterNames => namesOfLists[list] ?? none;

/** What a search in all messages, which the server makes, can ask for by name. */
export const searchNames: FilterNames = {
	...aboutMessages,
	with: parties,
	status: always(messageStatuses),
	project: projects,
};
