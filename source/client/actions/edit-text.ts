import {MaestroError} from '../../domain/errors.js';
import type {Task} from '../../domain/task.js';
import type {TeamMember} from '../../domain/team-member.js';
import {cleanText} from '../../domain/text.js';
import type {Draft} from '../state/drafts.js';
import {changeMember} from './change-members.js';
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

type Rewritten = {
	/** What it says until then, and what it is called where it is told of. */
	readonly text: string;
	readonly name: string;
	readonly said: string;
	readonly change: (text: string) => Promise<void>;
};

/** Lets a text of the server be written in the operator's own editor. What the server does not take stays in its file. */
const rewrite = async (tools: Tools, {text, name, said, change}: Rewritten): Promise<void> => {
	const edited = await inEditor(tools, text, name);
	if (edited === undefined) {
		return;
	}

	if (edited.text === text) {
		tools.store.send({event: 'notice', data: {tone: 'info', text: `${said} is as it was`}});
	} else {
		try {
			await change(edited.text);
		} catch (error) {
			if (!(error instanceof MaestroError)) {
				throw error;
			}

			throw new MaestroError(error.code, `${error.message}; what you wrote is in ${edited.file}`, {cause: error});
		}
	}

	await edited.discard();
};

/** Lets the description of a task be written in the operator's own editor. */
export const editDescription =
	(tools: Tools) =>
	async (task: Task): Promise<void> =>
		rewrite(tools, {
			text: task.description,
			name: `${task.id}.md`,
			said: `The description of ${task.id}`,
			change: async description =>
				changeTasks(tools)(
					{items: [task], left: []},
					{to: {description}, said: {one: 'has another description', several: 'changed'}},
				),
		});

/** Lets it be written in the operator's own editor what a team member is told about itself. */
export const editIdentity =
	(tools: Tools) =>
	async ({id, name, identity = ''}: TeamMember): Promise<void> =>
		rewrite(tools, {
			text: identity,
			name: `${id}.md`,
			said: `What ${name} is told`,
			change: async text => changeMember(tools)(id, {identity: text}, 'is told something else'),
		});
