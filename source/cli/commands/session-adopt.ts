import path from 'node:path';
import type {Agent} from '../../agents/agent.js';
import {agents} from '../../agents/index.js';
import {introduction} from '../../agents/introduction.js';
import {MaestroError} from '../../domain/errors.js';
import type {Project} from '../../domain/project.js';
import type {Session} from '../../domain/session.js';
import {quoteWord} from '../../domain/shell.js';
import {sendMessage} from '../../protocol/messages.js';
import {adoptSession, listClients} from '../../protocol/session-agents.js';
import {listSessions} from '../../protocol/sessions.js';
import {getTask} from '../../protocol/tasks.js';
import {prepareAdoption} from '../adoption.js';
import {clientVersion} from '../client-version.js';
import {type Context, command, type Result, textOf} from '../command.js';
import {isInside, projectFor} from '../project-here.js';
import {ago, table} from '../table.js';

type Client = {readonly pid: number; readonly agent: string; readonly directory: string; readonly seenAt: number};

export const sessionAdopt = command({
	name: 'session adopt',
	usage: '[--pid N | --new | --shell | --list]',
	summary: 'Make a session of an agent that you started yourself, or are about to start',
	flags: {
		pid: {type: 'number', placeholder: 'N', help: 'The client that runs as this process'},
		new: {type: 'boolean', help: 'For an agent that does not run yet, also where one runs in this folder'},
		shell: {type: 'boolean', help: 'The same, as lines for: eval "$(maestro session adopt --shell)"'},
		list: {type: 'boolean', help: 'List the clients that have called their hooks and are no session'},
		name: {type: 'string', placeholder: 'N', help: 'What to call it'},
		project: {type: 'string', placeholder: 'P', help: 'Id or name of a project; that of the folder unless given'},
		task: {type: 'string', placeholder: 'T', help: 'The task that it works on'},
		agent: {
			type: 'string',
			placeholder: 'A',
			choices: agents.map(({id}) => id),
			help: 'Which agent program; claude unless given',
		},
		clientVersion: {type: 'string', placeholder: 'V', help: 'Which version of it; asked for unless given'},
	},
	async run(context) {
		const {flags, environment} = context;
		if (flags.list === true) {
			return listed(await context.call(listClients));
		}

		if (environment.MAESTRO_SESSION_ID) {
			throw new MaestroError(
				'already-there',
				`This is the session ${environment.MAESTRO_SESSION_ID} already; an agent that is started here needs a shell without MAESTRO_SESSION_ID`,
			);
		}

		const pid = flags.shell === true || flags.new === true ? undefined : await clientMeant(context);
		return pid === undefined ? adoptNew(context) : adoptRunning(context, pid);
	},
});

/** The client that is named, or that runs this very command, or the only one in this folder. */
const clientMeant = async ({call, flags, environment, directory}: Context): Promise<number | undefined> => {
	if (typeof flags.pid === 'number') {
		return flags.pid;
	}

	const around = Number(environment.CLAUDE_PID);
	if (around > 1) {
		return around;
	}

	const here = (await call(listClients)).filter(client => isInside(client.directory, directory));
	if (here.length > 1) {
		throw new MaestroError(
			'malformed',
			`${here.length} clients run here; say which with --pid (${here.map(({pid}) => pid).join(', ')}), or --new for one that does not run yet`,
		);
	}

	return here[0]?.pid;
};

const adoptRunning = async (context: Context, pid: number): Promise<Result> => {
	const client = (await context.call(listClients)).find(known => known.pid === pid);
	const directory = client?.directory ?? context.directory;
	const project = await projectFor({...context, directory}, textOf(context, 'project'));
	const agent = agentMeant(context, client?.agent);
	const {session} = await context.call(adoptSession, {
		body: {
			...(await wanted(context, project, agent, `${agent.label} in ${path.basename(directory)}`)),
			client: {pid},
		},
	});
	const told = await introductionOf(context, session, project, agent);
	const value = {session, isTold: pid === Number(context.environment.CLAUDE_PID)};
	if (value.isTold) {
		return {value, text: told};
	}

	await context.call(sendMessage, {params: {id: session.id}, body: {message: told, metadata: {type: 'notification'}}});
	const silent = client === undefined ? `\nIt has not called its hooks yet: ${howToInstall(agent)}` : '';
	return {value, text: `The process ${pid} is the session ${session.id} now, and is told so.${silent}`};
};

const howToInstall = ({id}: Agent): string =>
	`until it has those that maestro hook --print-settings --agent ${id} prints, nothing reaches it`;

const adoptNew = async (context: Context): Promise<Result> => {
	const project = await projectFor(context, textOf(context, 'project'));
	const agent = agentMeant(context, undefined);
	const serverUrl = (await context.findServer())?.url ?? '';
	const body = await wanted(context, project, agent, `${agent.label} in ${path.basename(context.directory)}`);
	const {session, token} = await context.call(adoptSession, {body});
	const told = await introductionOf(context, session, project, agent);
	const {folder, exports, command} = await prepareAdoption({
		...{session, token, agent, serverUrl, introduction: told},
		version: body.version,
		paths: context.paths,
	});
	const value = {session, folder, exports, command};
	if (context.flags.shell === true) {
		// The last line is for the person, whose shell reads all the others.
		return {value, text: [...exports, `printf '%s\\n' ${quoteWord(`Now start: ${command}`)} >&2`].join('\n')};
	}

	return {
		value,
		text: [
			`${session.id} is ready in the project ${project.name}. Start its agent in a shell with these lines:`,
			'',
			...[...exports, command].map(line => `  ${line}`),
		].join('\n'),
	};
};

const agentMeant = (context: Context, known: string | undefined): Agent => {
	const wantedId = textOf(context, 'agent') ?? known ?? 'claude';
	const agent = agents.find(({id}) => id === wantedId);
	if (agent === undefined) {
		throw new MaestroError(
			'malformed',
			`There is no agent ${wantedId}; there are: ${agents.map(({id}) => id).join(', ')}`,
		);
	}

	return agent;
};

const wanted = async (context: Context, project: Project, agent: Agent, name: string) => {
	const task = textOf(context, 'task');
	return {
		projectId: project.id,
		taskIds: task === undefined ? [] : [task],
		name: textOf(context, 'name') ?? name,
		agent: agent.id,
		version: textOf(context, 'clientVersion') ?? (await clientVersion(context, agent)),
	};
};

const introductionOf = async (
	{call}: Context,
	{id, taskIds: [taskId]}: Session,
	project: Project,
	{remark}: Agent,
): Promise<string> => {
	const task = taskId === undefined ? undefined : await call(getTask, {params: {id: taskId}});
	const sessions = await call(listSessions, {query: {projectId: project.id, active: 'true'}});
	return introduction({sessionId: id, project, task, remark, siblings: sessions.filter(session => session.id !== id)});
};

const listed = (clients: readonly Client[]): Result => {
	const now = Date.now();
	const rows = clients.map(({pid, agent, directory, seenAt}) => [String(pid), agent, ago(seenAt, now), directory]);
	return {
		value: clients,
		text:
			clients.length === 0
				? 'No client has called its hooks that is no session; maestro hook --print-settings says how they are installed'
				: table(['PID', 'AGENT', 'SEEN', 'FOLDER'], rows, 60),
	};
};
