import path from 'node:path';
import type {z} from 'zod';
import {MaestroError} from '../../domain/errors.js';
import {cleanLine} from '../../domain/text.js';
import {listModes} from '../../protocol/dispatch.js';
import {type Context, command, textOf} from '../command.js';
import {isInside, projectFor} from '../project-here.js';
import {table} from '../table.js';

export const modes = command({
	name: 'modes',
	usage: '[--project P] [--task T]',
	summary: 'List the modes that a task can be dispatched in: those of the project of this folder, too',
	flags: {
		project: {type: 'string', placeholder: 'P', help: 'Those for work in this project, by its id or name'},
		task: {type: 'string', placeholder: 'T', help: 'Those for work on this task, which may have a work tree'},
	},
	async run(context) {
		const answer = await context.call(listModes, {query: await wantedIn(context)});
		return {value: answer, text: textFor(answer, context)};
	},
});

const wantedIn = async (context: Context): Promise<{readonly task?: string; readonly project?: string}> => {
	const [task, name] = [textOf(context, 'task'), textOf(context, 'project')];
	if (task !== undefined) {
		if (name !== undefined) {
			throw new MaestroError('malformed', 'Expected --task or --project, got both; a task belongs to one project');
		}

		return {task};
	}

	try {
		return {project: (await projectFor(context, name)).id};
	} catch (error) {
		// Elsewhere there are the modes that are there everywhere.
		if (name === undefined && error instanceof MaestroError && error.code === 'project-not-found') {
			return {};
		}

		throw error;
	}
};

const textFor = ({modes: found, problems}: z.output<typeof listModes.answer>, context: Context): string => {
	const show = (file: string): string => shortened(file, context);
	const rows = found.map(({id, isHeadless, agent, summary, source}) => [
		...[id, isHeadless ? 'headless' : 'window', agent ?? 'any'],
		...[summary, show(source)],
	]);
	const shadowing = found
		.filter(({shadows}) => shadows.length > 0)
		.map(({id, shadows}) => `${id} stands in the place of: ${shadows.map(show).join(', ')}`);
	const wrong = problems.map(({file, line, text}) => `${show(file)}:${line}: ${text}`);
	return [
		table(['MODE', 'RUNS IN', 'AGENT', 'WHAT IT DOES', 'FROM'], rows, 100),
		...(shadowing.length === 0 ? [] : ['', ...shadowing.map(cleanLine)]),
		...(wrong.length === 0
			? []
			: ['', 'What is wrong with files that were meant to be modes:', ...wrong.map(cleanLine)]),
	].join('\n');
};

/** As short as it can still be opened from where the caller stands. */
const shortened = (file: string, {directory, environment: {HOME: home}}: Context): string => {
	if (!path.isAbsolute(file)) {
		return file;
	}

	if (isInside(file, directory)) {
		return path.relative(directory, file);
	}

	return home !== undefined && home !== '' && isInside(file, home) ? `~/${path.relative(home, file)}` : file;
};
