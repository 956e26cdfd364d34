import {MaestroError} from '../../domain/errors.js';
import type {Task} from '../../domain/task.js';
import {cleanText} from '../../domain/text.js';
import type {Draft} from '../state/drafts.js';
import {changeTasks} from './change-tasks.js';
import type {Edited, Tools} from './tools.js';

/** Opens the operator's own editor with a text, on this terminal; what they leave there is what it becomes. */
const inEditor = async (
	{store, terminal, editText}: Tools,
	text: string,
	name: string,
): Promise<Edited | undefined> => {
	const {promise, resolve, reject} = Promise.withResolvers<Edited | undefined>();
	store.send({event: 'terminal:lent'});
	try {
		await terminal.suspend(async () => editText(text, name).then(resolve, reject));
	} finally {
		store.send({event: 'terminal:returned'});
	}

	return await promise;
};

/** Lets the words of a draft be written in the operator's own editor. */
export const editDraft =
	(tools: Tools) =>
	async ({id, text: {text}}: Draft): Promise<void> => {
		const edited = await inEditor(tools, text, 'message.md');
		if (edited !== undefined) {
			tools.store.send({event: 'draft:written', data: {id, text: cleanText(edited.text)}});
			await edited.discard();
		}
	};

/** Lets the description of a task be written in the operator's own editor. What the server does not take stays in its file. */
export const editDescription =
	(tools: Tools) =>
	async (task: Task): Promise<void> => {
		const edited = await inEditor(tools, task.description, `${task.id}.md`);
		if (edited === undefined) {
			return;
		}

		if (edited.text === task.description) {
			tools.store.send({event: 'notice', data: {tone: 'info', text: `The description of ${task.id} is as it was`}});
		} else {
			try {
				await changeTasks(tools)(
					{items: [task], left: []},
					{to: {description: edited.text}, said: {one: 'has another description', several: 'changed'}},
				);
			} catch (error) {
				if (!(error instanceof MaestroError)) {
					throw error;
				}

				throw new MaestroError(error.code, `${error.message}; what you wrote is in ${edited.file}`, {cause: error});
			}
		}

		await edited.discard();
	};
