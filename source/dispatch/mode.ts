import type {Project} from '../domain/project.js';
import type {Task} from '../domain/task.js';

/**
How a task is handed to an agent. A mode is a value: whoever uses it asks its properties and never its id.
*/
export type Mode = {
	readonly id: string;
	readonly label: string;
	readonly summary: string;
	readonly isHeadless: boolean;
	/** Where it was defined: `built in`, or the file of a mode of the user's or the project's. */
	readonly source: string;
	/** What the agent is told first; `undefined` for nothing. */
	readonly prompt: (work: Work) => string | undefined;
};

export type Work = {
	readonly task: Task;
	readonly project: Project;
};
