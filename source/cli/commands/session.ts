import {badgeOf} from '../../domain/badge.js';
import {MaestroError} from '../../domain/errors.js';
import type {Presence} from '../../domain/presence.js';
import {hasEnded, isGone, type Session} from '../../domain/session.js';
import {stopRun} from '../../protocol/dispatch.js';
import {deleteSession, getSession, listSessions, updateSession} from '../../protocol/sessions.js';
import {type Context, command, type Result, textOf} from '../command.js';
import {presenceIn, presenceWords} from '../presence.js';
import {projectFor} from '../project-here.js';
import {stopHosted} from '../stop-hosted.js';
import {ago, table} from '../table.js';

type Known = Session & {readonly presence?: Presence | undefined};

const rows = (sessions: readonly Known[], now: number) =>
	sessions.map(session => [
		session.id,
		badgeOf(session),
		ago(session.activity?.at ?? session.lastActivity, now),
		session.presence === undefined ? '' : presenceWords(session.presence, now),
		session.taskIds.join(','),
		session.run?.mode ?? '',
		session.name,
	]);

const list = (sessions: readonly Known[]): string =>
	table(['ID', 'STATE', 'SINCE', 'PRESENCE', 'TASK', 'MODE', 'NAME'], rows(sessions, Date.now()));

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
		const found = await context.call(listSessions, {query: {projectId, active, fields: 'full'}});
		const presences = await presenceIn(context.call, projectId);
		const sessions: readonly Known[] = found.map(session => ({...session, presence: presences.get(session.id)}));
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
	async run({call, hosted, input: [id]}) {
		const found = await call(getSession, {params: {id: needed(id, 'show')}});
		const here = found.run ?? (await (await hosted())?.runOf(found.id));
		const session: Known = {...found, run: here, presence: (await presenceIn(call, found.projectId)).get(found.id)};
		const now = Date.now();
		const {activity, needsInput, run, presence} = session;
		const lines = [
			`${session.id}  ${session.name}`,
			`${badgeOf(session)}${activity === undefined ? '' : `, seen by ${activity.source} ${ago(activity.at, now)} ago`}`,
			...(presence === undefined ? [] : [`presence: ${presenceWords(presence, now)}`]),
			...(activity?.detail === undefined ? [] : [activity.detail]),
			...(needsInput?.active === true ? [`needs input: ${needsInput.message ?? ''}`] : []),
			...(run === undefined ? [] : [`task ${run.taskId}, mode ${run.mode}, agent ${run.agent}`]),
			...(run?.exitCode === undefined ? [] : [`exit code ${run.exitCode}`]),
			...(run?.window === undefined
				? hasEnded(session)
					? []
					: ['its window is not known: it was started by somebody else, where its agent runs']
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
	usage: 'ID [--mark]',
	summary: 'Ask a session’s agent to end, and end it if it does not',
	flags: {
		mark: {type: 'boolean', help: 'Of a desktop server: only say that it has stopped, where its window is not here'},
	},
	async run(context) {
		const {call, input} = context;
		const session = await call(getSession, {params: {id: needed(input[0], 'stop')}});
		if (hasEnded(session)) {
			return {value: session, text: `${session.id} has ended already`};
		}

		const hosted = await context.hosted();
		if (hosted !== undefined) {
			return stopHosted(context, hosted, session);
		}

		if (session.run === undefined) {
			return stopUndispatched(context, session);
		}

		const {mode, taskId} = session.run;
		const answer = await call(stopRun, {params: {mode, id: taskId}});
		return {value: answer, text: `Stopped ${session.id}`};
	},
});

/** An agent that somebody else started is theirs to end; a session whose agent does not run is only closed. */
const stopUndispatched = async ({call}: Context, session: Session): Promise<Result> => {
	if (session.activity !== undefined && !isGone(session)) {
		throw new MaestroError('run-not-found', `${session.id} was not dispatched from here; end its agent where it runs`);
	}

	const value = await call(updateSession, {params: {id: session.id}, body: {status: 'stopped'}});
	return {value, text: `Stopped ${session.id}, whose agent does not run`};
};

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
