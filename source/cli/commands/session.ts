import {badgeOf} from '../../domain/badge.js';
import {MaestroError} from '../../domain/errors.js';
import {hasEnded, type Session} from '../../domain/session.js';
import {stopRun} from '../../protocol/dispatch.js';
import {deleteSession, getSession, listSessions} from '../../protocol/sessions.js';
import {command, textOf} from '../command.js';
import {projectFor} from '../project-here.js';
import {ago, table} from '../table.js';

const rows = (sessions: readonly Session[], now: number) =>
	sessions.map(session => [
		session.id,
		badgeOf(session),
		ago(session.activity?.at ?? session.lastActivity, now),
		session.taskIds.join(','),
		session.run?.mode ?? '',
		session.name,
	]);

const list = (sessions: readonly Session[]): string =>
	table(['ID', 'STATE', 'SINCE', 'TASK', 'MODE', 'NAME'], rows(sessions, Date.now()));

export const sessionList = command({
	name: 'session list',
	usage: '[--project P] [--active]',
	summary: 'List the sessions and what each is doing',
	flags: {
		project: {type: 'string', placeholder: 'P', help: 'Id or name of a project'},
		active: {type: 'boolean', help: 'Only those that have not ended'},
	},
	async run(context) {
		const wanted = textOf(context, 'project');
		const projectId = wanted === undefined ? undefined : (await projectFor(context, wanted)).id;
		const active = context.flags.active === true ? 'true' : undefined;
		const sessions = await context.call(listSessions, {query: {projectId, active, fields: 'full'}});
		return {
			value: sessions,
			text: sessions.length === 0 ? 'No sessions; start one with: maestro dispatch interactive TASK' : list(sessions),
		};
	},
});

export const sessionShow = command({
	name: 'session show',
	usage: 'ID',
	summary: 'Show a session: what it does, how that is known, and its last events',
	flags: {},
	async run({call, input: [id]}) {
		const session = await call(getSession, {params: {id: needed(id, 'show')}});
		const now = Date.now();
		const {activity, needsInput, run} = session;
		const lines = [
			`${session.id}  ${session.name}`,
			`${badgeOf(session)}${activity === undefined ? '' : `, seen by ${activity.source} ${ago(activity.at, now)} ago`}`,
			...(activity?.detail === undefined ? [] : [activity.detail]),
			...(needsInput?.active === true ? [`needs input: ${needsInput.message ?? ''}`] : []),
			...(run === undefined ? [] : [`task ${run.taskId}, mode ${run.mode}, agent ${run.agent}`]),
			...(run?.exitCode === undefined ? [] : [`exit code ${run.exitCode}`]),
			...(run?.window === undefined
				? []
				: [`window ${run.window.windowId} of ${run.window.multiplexer} at ${run.window.address}`]),
			'',
			...session.timeline
				.slice(-10)
				.map(({timestamp, type, message}) => `${ago(timestamp, now).padStart(4)}  ${type}  ${message ?? ''}`),
		];
		return {value: session, text: lines.join('\n')};
	},
});

export const sessionStop = command({
	name: 'session stop',
	usage: 'ID',
	summary: 'Ask a session’s agent to end, and end it if it does not',
	flags: {},
	async run({call, input: [id]}) {
		const session = await call(getSession, {params: {id: needed(id, 'stop')}});
		if (session.run === undefined) {
			throw new MaestroError(
				'run-not-found',
				`${session.id} was not dispatched from here; end its agent where it runs`,
			);
		}

		if (hasEnded(session)) {
			return {value: session, text: `${session.id} has ended already`};
		}

		const {mode, taskId} = session.run;
		const answer = await call(stopRun, {params: {mode, id: taskId}});
		return {value: answer, text: `Stopped ${session.id}`};
	},
});

export const sessionRemove = command({
	name: 'session remove',
	usage: 'ID',
	summary: 'Forget a session that has ended',
	flags: {},
	async run({call, input: [id]}) {
		const answer = await call(deleteSession, {params: {id: needed(id, 'remove')}});
		return {value: answer, text: `Removed ${answer.id}`};
	},
});

const needed = (id: string | undefined, verb: string): string => {
	if (id === undefined) {
		throw new MaestroError(
			'malformed',
			`Which session? maestro session ${verb} ID; maestro session list shows the ids`,
		);
	}

	return id;
};
