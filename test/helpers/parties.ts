import {operatorId, type Session} from '../../source/domain/session.js';
import {longAgo, session} from './builders.js';

const roles = ['worker', 'orchestrator'] as const;
const projects = ['p-1', 'p-2'] as const;

/** Every state that says whether somebody is there. */
const states: Readonly<Record<string, Partial<Session>>> = {
	starting: {status: 'spawning'},
	working: {status: 'working', activity: {state: 'working', source: 'hook', at: longAgo}},
	idle: {status: 'idle', activity: {state: 'idle', source: 'hook', at: longAgo}},
	asking: {status: 'working', needsInput: {active: true}},
	between: {status: 'working', activity: {state: 'ended', source: 'hook SessionEnd', at: longAgo}},
	lost: {
		status: 'working',
		activity: {state: 'lost', source: 'window', at: longAgo},
		run: {id: 'run_1_a', taskId: 'T-1', mode: 'none', agent: 'claude', isHeadless: false, startedAt: longAgo},
	},
	completed: {status: 'completed'},
	failed: {status: 'failed'},
	stopped: {status: 'stopped'},
};

export type Somebody = {
	readonly id: string;
	readonly role: 'operator' | (typeof roles)[number];
	readonly project: string | undefined;
	readonly state: string;
};

/** The operator, and a session of every role in every state in two projects. */
export const everybody: readonly Somebody[] = [
	{id: operatorId, role: 'operator', project: undefined, state: 'there'},
	...roles.flatMap(role =>
		projects.flatMap(project =>
			Object.keys(states).map(state => ({id: `${role}-${project}-${state}`, role, project, state})),
		),
	),
];

export const sessionOf = ({id, role, project, state}: Somebody): Session =>
	session({
		id,
		projectId: project ?? 'p-1',
		metadata: role === 'orchestrator' ? {mode: 'coordinator'} : {},
		...states[state],
	});
