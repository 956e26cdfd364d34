import {permissions} from '../../domain/permission.js';
import {signalName} from '../../domain/signal.js';
import {dispatchTask, runStatus, stopRun} from '../../protocol/dispatch.js';
import {getSession} from '../../protocol/sessions.js';
import {agentFlag} from '../agent-flag.js';
import {command, textOf} from '../command.js';
import {modeAndTask} from '../mode-and-task.js';
import {noteForsaken} from '../note-forsaken.js';
import {stopHosted} from '../stop-hosted.js';

const advice = 'maestro modes lists the modes';

export const dispatch = command({
	name: 'dispatch',
	usage: 'MODE TASK [--agent A] [--say TEXT] [--permission P] [--worktree] [-- EXTRAS…]',
	summary: 'Hand a task to an agent, in a window of its own or headless',
	flags: {
		agent: agentFlag,
		say: {type: 'string', placeholder: 'TEXT', help: 'What the agent is told besides'},
		permission: {
			type: 'string',
			placeholder: 'P',
			choices: permissions,
			help: 'What it may do without asking; what the mode says unless given',
		},
		worktree: {type: 'boolean', help: 'Make a work tree for the task where it has none'},
		multiplexer: {type: 'string', placeholder: 'M', help: 'Where the window is opened; found out unless given'},
	},
	async run(context) {
		const {call, input, extras} = context;
		const {mode, id} = modeAndTask(input, 'dispatch', advice);
		const permission = permissions.find(each => each === textOf(context, 'permission'));
		const answer = await call(dispatchTask, {
			params: {mode, id},
			body: {
				extras: [...extras],
				agent: textOf(context, 'agent'),
				words: textOf(context, 'say'),
				permission,
				multiplexer: textOf(context, 'multiplexer'),
				workTree: context.flags.worktree === true,
			},
		});
		const place = answer.headless ? 'headless' : `in the window ${answer.window}`;
		if (!answer.isReused) {
			await noteForsaken(context, answer.session);
		}

		const text = `${id} ${answer.isReused ? 'runs already,' : 'started'} ${place} as ${answer.session}`;
		return {value: answer, text: answer.headless ? `${text}; maestro logs ${mode} ${id} shows its output` : text};
	},
});

export const status = command({
	name: 'status',
	usage: 'MODE TASK',
	summary: 'Tell whether a run goes on, or how it ended',
	flags: {},
	async run({call, input}) {
		const {mode, id} = modeAndTask(input, 'status', advice);
		const answer = await call(runStatus, {params: {mode, id}});
		const how = answer.running ? 'running' : endOf(answer);
		const headless = answer.headless ? ', headless' : '';
		return {value: answer, text: `${id} in ${mode}${headless}: ${how} (${answer.session})`};
	},
});

type End = {
	readonly exitCode?: number | undefined;
	readonly signal?: number | undefined;
	readonly isLost?: boolean | undefined;
};

/** How a run ended, as far as somebody saw it. */
export const endOf = ({exitCode, signal, isLost}: End): string => {
	if (isLost === true) {
		return 'lost: it could not be found any more, and nobody saw how it ended';
	}

	if (signal !== undefined) {
		return `ended by ${signalName(signal)}`;
	}

	return exitCode === undefined ? 'ended; nobody saw how' : `ended with exit code ${exitCode}`;
};

export const stop = command({
	name: 'stop',
	usage: 'MODE TASK',
	summary: 'Ask a run to end, and end it if it does not',
	flags: {},
	async run(context) {
		const {call, input} = context;
		const {mode, id} = modeAndTask(input, 'stop', advice);
		const hosted = await context.hosted();
		if (hosted !== undefined) {
			const {session, running} = await call(runStatus, {params: {mode, id}});
			return running
				? stopHosted(context, hosted, await call(getSession, {params: {id: session}}))
				: {value: {stopped: false, session}, text: `${id} in ${mode} had ended already`};
		}

		const answer = await call(stopRun, {params: {mode, id}});
		return {value: answer, text: answer.stopped ? `Stopped ${id} in ${mode}` : `${id} in ${mode} had ended already`};
	},
});
