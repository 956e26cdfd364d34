import path from 'node:path';
import {MaestroError} from '../../domain/errors.js';
import type {TaskPriority, TaskStatus} from '../../domain/task.js';
import {taskPriorities, taskStatuses} from '../../domain/task.js';
import {createTask, getTask, listTasks, updateTask} from '../../protocol/tasks.js';
import {readText} from '../../system/files.js';
import {type Context, command, textOf} from '../command.js';
import {projectFor} from '../project-here.js';
import {table} from '../table.js';

const status = {type: 'string', placeholder: 'S', choices: taskStatuses, help: taskStatuses.join(', ')} as const;
const priority = {type: 'string', placeholder: 'P', choices: taskPriorities, help: taskPriorities.join(', ')} as const;
const project = {type: 'string', placeholder: 'P', help: 'Id or name of a project'} as const;

export const taskList = command({
	name: 'task list',
	usage: '[--project P] [--status S]',
	summary: 'List the tasks',
	flags: {project, status},
	async run(context) {
		const wanted = textOf(context, 'project');
		const projectId = wanted === undefined ? undefined : (await projectFor(context, wanted)).id;
		const tasks = await context.call(listTasks, {query: {projectId, status: statusOf(context)}});
		const rows = tasks.map(({id, status, priority, title}) => [id, status, priority, title]);
		const none = 'No tasks; add one with: maestro task add TITLE';
		return {value: tasks, text: tasks.length === 0 ? none : table(['ID', 'STATUS', 'PRIORITY', 'TITLE'], rows)};
	},
});

export const taskAdd = command({
	name: 'task add',
	usage: 'TITLE [--description T|--file F] [--priority P] [--project P] [--parent T]',
	summary: 'Add a task to the project of this folder',
	flags: {
		description: {type: 'string', placeholder: 'T', help: 'What is to be done'},
		file: {type: 'string', placeholder: 'F', help: 'Read the description from a file; - is stdin'},
		priority,
		project,
		parent: {type: 'string', placeholder: 'T', help: 'Make it a part of this task'},
	},
	async run(context) {
		// A title that begins with a dash comes after `--`.
		const title = [...context.input, ...context.extras].join(' ');
		if (title === '') {
			throw new MaestroError('malformed', 'What is to be done? maestro task add TITLE');
		}

		const {id: projectId} = await projectFor(context, textOf(context, 'project'));
		const parentId = textOf(context, 'parent');
		const description = await descriptionOf(context);
		const task = await context.call(createTask, {
			body: {
				projectId,
				title,
				description,
				parentId,
				priority: textOf(context, 'priority') as TaskPriority | undefined,
			},
		});
		return {value: task, text: `Added ${task.id} ${task.title}`};
	},
});

export const taskShow = command({
	name: 'task show',
	usage: 'ID',
	summary: 'Show a task with its description',
	flags: {},
	async run({call, input: [id]}) {
		const task = await call(getTask, {params: {id: needed(id, 'show ID')}});
		const {title, status, priority, description, sessionIds} = task;
		const lines = [`${task.id}  ${title}`, `${status}, priority ${priority}`];
		const sessions = sessionIds.length === 0 ? [] : [`sessions: ${sessionIds.join(', ')}`];
		return {value: task, text: [...lines, ...sessions, ...(description === '' ? [] : ['', description])].join('\n')};
	},
});

export const taskSet = command({
	name: 'task set',
	usage: 'ID [--status S] [--priority P] [--title T] [--description T|--file F]',
	summary: 'Change a task',
	flags: {
		status,
		priority,
		title: {type: 'string', placeholder: 'T', help: 'Its new title'},
		description: {type: 'string', placeholder: 'T', help: 'Its new description'},
		file: {type: 'string', placeholder: 'F', help: 'Read the description from a file; - is stdin'},
	},
	async run(context) {
		const id = needed(context.input[0], 'set ID --status S');
		const body = {
			status: statusOf(context),
			priority: textOf(context, 'priority') as TaskPriority | undefined,
			title: textOf(context, 'title'),
			description: await descriptionOf(context),
		};
		if (Object.values(body).every(value => value === undefined)) {
			throw new MaestroError('malformed', 'Nothing to change; give --status, --priority, --title or --description');
		}

		const task = await context.call(updateTask, {params: {id}, body});
		return {value: task, text: `${task.id} is ${task.status}, priority ${task.priority}`};
	},
});

// The choices of a flag were checked when it was read.
const statusOf = (context: Context): TaskStatus | undefined => textOf(context, 'status') as TaskStatus | undefined;

const needed = (id: string | undefined, usage: string): string => {
	if (id === undefined) {
		throw new MaestroError('malformed', `Which task? maestro task ${usage}; maestro task list shows the ids`);
	}

	return id;
};

const descriptionOf = async (context: Context): Promise<string | undefined> => {
	const file = textOf(context, 'file');
	if (file === undefined) {
		return textOf(context, 'description');
	}

	const text = file === '-' ? await context.readStdin() : await readText(path.resolve(context.directory, file));
	if (text === undefined) {
		throw new MaestroError('malformed', `There is no file ${file}`);
	}

	return text;
};
