import {MaestroError} from '../../domain/errors.js';
import {dispatchTask} from '../../protocol/dispatch.js';
import {resumeSession} from '../../protocol/session-agents.js';
import {agentFlag} from '../agent-flag.js';
import {command, textOf} from '../command.js';
import {noteForsaken} from '../note-forsaken.js';

export const sessionSpawn = command({
	name: 'session spawn',
	usage: '--task ID [--mode M] [--agent A] [-- EXTRAS…]',
	summary: 'Start a session that works on a task for you: for the operator and orchestrating sessions',
	flags: {
		task: {type: 'string', placeholder: 'ID', help: 'The task that it works on'},
		mode: {type: 'string', placeholder: 'M', help: 'How it is handed over; interactive unless given'},
		agent: agentFlag,
	},
	async run(context) {
		const {call, extras} = context;
		const id = textOf(context, 'task');
		if (id === undefined) {
			throw new MaestroError(
				'malformed',
				'For which task? maestro session spawn --task ID; maestro task list shows the ids',
			);
		}

		const mode = textOf(context, 'mode') ?? 'interactive';
		const agent = textOf(context, 'agent');
		const answer = await call(dispatchTask, {params: {mode, id}, body: {extras: [...extras], agent}});
		if (!answer.isReused) {
			await noteForsaken(context, answer.session);
		}

		const how = answer.isReused ? 'works on it already' : 'was started';
		const place = answer.headless ? 'headless' : `in the window ${answer.window}`;
		return {value: answer, text: `${answer.session} ${how}, ${place}`};
	},
});

export const sessionResume = command({
	name: 'session resume',
	usage: 'ID',
	summary: 'Start the agent of a session that has ended anew, where its conversation left off',
	flags: {},
	async run(context) {
		const [id] = context.input;
		if (id === undefined) {
			throw new MaestroError(
				'malformed',
				'Which session? maestro session resume ID; maestro session list shows the ids',
			);
		}

		const session = await context.call(resumeSession, {params: {id}});
		await noteForsaken(context, id);
		return {value: session, text: `${session.id} goes on: ${session.timeline.at(-1)?.message ?? ''}`};
	},
});
