import {MaestroError} from '../../domain/errors.js';
import {dispatchTask, listModes, runStatus, stopRun} from '../../protocol/dispatch.js';
import {agentFlag} from '../agent-flag.js';
import {command, textOf} from '../command.js';
import {table} from '../table.js';

const pair = (input: readonly string[], verb: string): {readonly mode: string; readonly id: string} => {
	const [mode, id, ...more] = input;
	if (mode === undefined || id === undefined || more.length > 0) {
		throw new MaestroError(
			'malformed',
			`Expected a mode and a task: maestro ${verb} MODE TASK; maestro modes lists the modes`,
		);
	}

	return {mode, id};
};

export const dispatch = command({
	name: 'dispatch',
	usage: 'MODE TASK [--agent A] [-- EXTRAS…]',
	summary: 'Hand a task to an agent in a window of its own',
	flags: {
		agent: agentFlag,
	},
	async run(context) {
		const {call, input, extras} = context;
		const {mode, id} = pair(input, 'dispatch');
		const agent = textOf(context, 'agent');
		const answer = await call(dispatchTask, {params: {mode, id}, body: {extras: [...extras], agent}});
		const how = answer.isReused ? 'runs already, in' : 'started in';
		return {value: answer, text: `${id} ${how} the window ${answer.window} as ${answer.session}`};
	},
});

export const status = command({
	name: 'status',
	usage: 'MODE TASK',
	summary: 'Tell whether a run goes on, or how it ended',
	flags: {},
	async run({call, input}) {
		const {mode, id} = pair(input, 'status');
		const answer = await call(runStatus, {params: {mode, id}});
		const end = answer.exitCode === undefined ? 'ended' : `ended with exit code ${answer.exitCode}`;
		return {value: answer, text: `${id} in ${mode}: ${answer.running ? 'running' : end} (${answer.session})`};
	},
});

export const stop = command({
	name: 'stop',
	usage: 'MODE TASK',
	summary: 'Ask a run to end, and end it if it does not',
	flags: {},
	async run({call, input}) {
		const {mode, id} = pair(input, 'stop');
		const answer = await call(stopRun, {params: {mode, id}});
		return {value: answer, text: answer.stopped ? `Stopped ${id} in ${mode}` : `${id} in ${mode} had ended already`};
	},
});

export const modes = command({
	name: 'modes',
	usage: '',
	summary: 'List the modes that a task can be dispatched in',
	flags: {},
	async run({call}) {
		const answer = await call(listModes);
		const rows = answer.map(({id, summary, isHeadless, source}) => [
			id,
			isHeadless ? 'headless' : 'window',
			summary,
			source,
		]);
		return {value: answer, text: table(['MODE', 'RUNS IN', 'WHAT IT DOES', 'FROM'], rows, 60)};
	},
});
