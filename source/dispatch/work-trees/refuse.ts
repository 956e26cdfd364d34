import {MaestroError} from '../../domain/errors.js';
import type {Owned} from './owner.js';

/** The refusal of what needs a work tree, for a task that has none. */
export const noWorkTree = (id: string): MaestroError =>
	new MaestroError(
		'work-tree-not-found',
		`${id} has no work tree; one is made with: maestro task worktree ${id} --create`,
	);

/** The same for one that may share the work tree of another, which only that one can do it with. */
export const noneOfItsOwn = (id: string, owned: Owned | undefined): MaestroError =>
	owned === undefined
		? noWorkTree(id)
		: new MaestroError(
				'work-tree-not-found',
				`${id} has no work tree of its own, it shares that of ${owned.owner.id}: maestro task worktree ${owned.owner.id} --remove`,
			);
