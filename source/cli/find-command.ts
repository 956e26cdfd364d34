import type {Command} from './command.js';

type Load = () => Promise<Readonly<Record<string, Command>>>;

const logins: Load = async () => import('./commands/server-login.js');
const rules: Load = async () => import('./commands/message-rules.js');
const answers: Load = async () => import('./commands/message-answer.js');
const searches: Load = async () => import('./commands/message-search.js');
const starts: Load = async () => import('./commands/session-start.js');
const runs: Load = async () => {
	const {dispatch, status, stop} = await import('./commands/dispatch.js');
	return {dispatch, status, stop};
};

/** The file of each command: by its name, or by the first word of it where others of that word are elsewhere. */
const files: ReadonlyMap<string, Load> = new Map([
	['project', async () => import('./commands/project.js')],
	['task', async () => import('./commands/task.js')],
	['task worktree', async () => import('./commands/task-work-tree.js')],
	['session', async () => import('./commands/session.js')],
	['session adopt', async () => import('./commands/session-adopt.js')],
	['session spawn', starts],
	['session resume', starts],
	['message', async () => import('./commands/message.js')],
	['message reply', answers],
	['message read', answers],
	['message delete', answers],
	['message search', searches],
	['message export', searches],
	['message stats', searches],
	['message templates', rules],
	['message holds', rules],
	['message allow', rules],
	['message stop', rules],
	['inbox', async () => import('./commands/inbox.js')],
	['dispatch', runs],
	['status', runs],
	['stop', runs],
	['logs', async () => import('./commands/logs.js')],
	['attach', async () => import('./commands/attach.js')],
	['modes', async () => import('./commands/modes.js')],
	['hook', async () => import('./commands/hook-settings.js')],
	['server login', logins],
	['server logout', logins],
	['server', async () => import('./commands/server.js')],
	['doctor', async () => import('./commands/doctor.js')],
] satisfies ReadonlyArray<readonly [string, Load]>);

/**
The command that words name, and nothing of the others: each is read from the disk when it is wanted.
*/
export const findCommand = async (first: string, second = ''): Promise<Command | undefined> => {
	const both = `${first} ${second}`;
	const load = files.get(both) ?? files.get(first);
	const found = Object.values((await load?.()) ?? {});
	return found.find(({name}) => name === both) ?? found.find(({name}) => name === first);
};
