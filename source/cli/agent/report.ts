import {MaestroError} from '../../domain/errors.js';
import {operatorId, type TimelineType} from '../../domain/session.js';
import {type AgentCommand, textOf} from './command.js';

const kinds: Readonly<Record<string, {readonly type: TimelineType; readonly text?: string}>> = {
	blocked: {type: 'needs_input'},
	progress: {type: 'progress'},
	complete: {type: 'task_completed', text: 'The task is done'},
};

/**
Tells the operator how the work stands: an entry of the session's timeline.
*/
export const report: AgentCommand = {
	usage: `maestro report blocked TEXT | progress TEXT | complete [TEXT]  [--task ID]

Tells the operator how the work of this session stands.

  blocked    only a person can help on; the session is shown as waiting for them
  progress   what was done
  complete   the task is done
  --task ID  which task it is about; that of the session unless given
  --json     print the session as it is then, as JSON`,
	options: {task: {type: 'string'}, json: {type: 'boolean'}},

	async run({words: [word = '', ...rest], values, environment, identity: {id}, call, say}) {
		if (id === operatorId) {
			throw new MaestroError('malformed', 'Run this inside a session: MAESTRO_SESSION_ID is not set');
		}

		const kind = Object.hasOwn(kinds, word) ? kinds[word] : undefined;
		const message = rest.join(' ').trim() || kind?.text;
		if (kind === undefined || message === undefined) {
			throw new MaestroError(
				'malformed',
				`Expected blocked TEXT, progress TEXT or complete [TEXT], got ${word || 'nothing'}`,
			);
		}

		const taskId = textOf(values, 'task') ?? onlyTask(environment.MAESTRO_TASK_IDS);
		const session = await call({
			method: 'POST',
			path: `/api/sessions/${id}/timeline`,
			body: {type: kind.type, message, ...(taskId === undefined ? {} : {taskId})},
			patienceMs: 10_000,
		});
		say(values.json === true ? JSON.stringify(session) : `Reported: ${word}`);
	},
};

const onlyTask = (ids = ''): string | undefined => (/^[\w-]+$/.test(ids) ? ids : undefined);
