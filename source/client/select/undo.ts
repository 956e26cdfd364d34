import type {State} from '../state/index.js';
import type {Undo, UndoStep} from '../state/undo.js';

/** What would be taken back next. */
export const newestUndo = ({undos}: State): Undo | undefined => undos.at(-1);

/** Whether it can be taken back without a server. */
export const isOfScreen = ({steps}: Undo): boolean => steps.every(({kind}) => kind === 'screen' || kind === 'stop');

/** Why one step cannot be taken back any more. */
export const whyNotTaken = (step: UndoStep, {tasks, sessions, projects, members, stops}: State): string | undefined => {
	switch (step.kind) {
		case 'task': {
			return whyChanged(step.id, tasks.get(step.id), step.is);
		}

		case 'session': {
			return whyChanged(step.id, sessions.get(step.id), step.is);
		}

		case 'project': {
			return whyChanged(step.id, projects.get(step.id), step.is);
		}

		case 'member': {
			return whyChanged(step.id, members.get(step.id), step.is);
		}

		case 'stop': {
			return stops.some(({key}) => key === step.key)
				? undefined
				: 'The stop was asked for already, and cannot be taken back';
		}

		case 'screen': {
			return undefined;
		}
	}
};

const whyChanged = <Item extends object>(id: string, now: Item | undefined, is: Partial<Item>): string | undefined => {
	if (now === undefined) {
		return `${id} is not there any more, so it cannot be taken back`;
	}

	const members = new Map<string, unknown>(Object.entries(now));
	const [changed] =
		Object.entries(is).find(([member, value]) => (members.get(member) ?? null) !== (value ?? null)) ?? [];
	return changed === undefined ? undefined : `${wordOf(changed)} of ${id} was changed since, so it is left as it is`;
};

const wordOf = (member: string): string =>
	member === 'archivedAt' ? 'The place' : member === 'humanCompletedAt' ? 'The end' : `The ${member}`;
