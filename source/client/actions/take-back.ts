import {MaestroError} from '../../domain/errors.js';
import {updateProject} from '../../protocol/projects.js';
import {renameSession, updateSession} from '../../protocol/sessions.js';
import {updateTask} from '../../protocol/tasks.js';
import {nameOf} from '../select/names.js';
import {whyNotTaken} from '../select/undo.js';
import type {Undo, UndoStep} from '../state/undo.js';
import {makeMember} from './change-members.js';
import {isPassing} from './insist.js';
import {doEach} from './several.js';
import type {Tools} from './tools.js';

/**
Takes back what was done, step by step. What somebody has changed since is left as it is, and it is said why. What could not be asked for,
as there was no connection, can be taken back later.
*/
export const takeBack =
	(tools: Tools) =>
	async (undo: Undo): Promise<void> => {
		const {store} = tools;
		const later: UndoStep[] = [];
		try {
			await doEach(
				tools,
				{items: undo.steps.map(step => ({id: subjectOf(step), step})), left: []},
				{
					async each({step}) {
						try {
							await take(tools, step);
						} catch (error) {
							later.push(...(isPassing(error) ? [step] : []));
							throw error;
						}

						return undefined;
					},
					one: () => `Taken back: ${undo.what}`,
					several: `taken back: ${undo.what}`,
					nameOf: id => nameOf(store.get().sessions, id),
				},
			);
		} finally {
			const rest: Undo = {...undo, steps: later};
			store.send(
				{event: 'undo:taken', data: undo},
				...(later.length === 0 ? [] : [{event: 'undo:offered', data: rest} as const]),
			);
		}
	};

const take = async ({call, store}: Tools, step: UndoStep): Promise<void> => {
	const problem = whyNotTaken(step, store.get());
	if (problem !== undefined) {
		throw new MaestroError('already-there', problem);
	}

	switch (step.kind) {
		case 'task': {
			await call(updateTask, {params: {id: step.id}, body: step.was});
			return;
		}

		case 'session': {
			const {name, ...was} = step.was;
			const params = {id: step.id};
			await (name === undefined
				? call(updateSession, {params, body: was})
				: call(renameSession, {params, body: {name}}));
			return;
		}

		case 'project': {
			await call(updateProject, {params: {id: step.id}, body: step.was});
			return;
		}

		case 'member': {
			const member = store.get().members.get(step.id);
			await (member && makeMember(call, member, step.was));
			return;
		}

		case 'stop': {
			store.send({event: 'stop:left', data: {key: step.key}});
			return;
		}

		case 'screen': {
			store.send(...step.events);
		}
	}
};

const subjectOf = (step: UndoStep): string => ('id' in step ? step.id : step.kind);
