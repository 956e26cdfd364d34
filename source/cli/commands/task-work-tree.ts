import type {z} from 'zod';
import {MaestroError} from '../../domain/errors.js';
import {cleanLine} from '../../domain/text.js';
import {createWorkTree, getWorkTree, removeWorkTree} from '../../protocol/work-trees.js';
import {type Context, command, type Result} from '../command.js';

export const taskWorkTree = command({
	name: 'task worktree',
	usage: 'ID [--create|--remove]',
	summary: 'Show, make or remove the git work tree that a task is worked on in',
	flags: {
		create: {type: 'boolean', help: 'Make one for the task, next to the repository and on a branch of its own'},
		remove: {type: 'boolean', help: 'Remove it, if nothing in it is uncommitted and nobody is at work in it'},
	},
	async run({call, flags, input}) {
		const [id, ...more] = input;
		if (id === undefined || more.length > 0 || (flags.create === true && flags.remove === true)) {
			throw new MaestroError(
				'malformed',
				'Expected one task and at most one flag: maestro task worktree ID [--create|--remove]',
			);
		}

		if (flags.remove === true) {
			return remove(call, id);
		}

		const known = flags.create === true ? await create(call, id) : await call(getWorkTree, {params: {id}});
		return {value: known, text: wordsFor(id, known)};
	},
});

/** A large checkout takes longer than a call may: the server goes on with it, and who asks again waits for the same one. */
const create = async (call: Context['call'], id: string, attempts = 30): Promise<Known> => {
	try {
		return await call(createWorkTree, {params: {id}});
	} catch (error) {
		if (error instanceof MaestroError && error.code === 'timed-out' && attempts > 0) {
			return create(call, id, attempts - 1);
		}

		throw error;
	}
};

const remove = async (call: Context['call'], id: string): Promise<Result> => {
	const removed = await call(removeWorkTree, {params: {id}});
	const {path, branch, isBranchKept} = removed;
	const what = isBranchKept ? `; its branch ${branch} is kept, it has commits that are nowhere else` : '';
	return {value: removed, text: `Removed ${cleanLine(path)}${what}`};
};

type Known = z.output<typeof getWorkTree.answer>;

const wordsFor = (id: string, {workTree, taskId, isThere, changes, ahead, sessions}: Known): string => {
	const {path, branch, base} = workTree;
	const again = `its folder is gone; make it again with: maestro task worktree ${id} --create`;
	const commits = ahead === 1 ? '1 commit' : `${ahead} commits`;
	return [
		cleanLine(path),
		`branch ${branch}, ${commits} ahead of ${base}${taskId === id ? '' : `; that of ${taskId}`}`,
		...(isThere ? [] : [again]),
		...(sessions.length === 0 ? [] : [`at work in it: ${sessions.join(', ')}`]),
		...(changes.length === 0 ? [] : ['not committed:', ...changes.map(change => `  ${change}`)]),
	].join('\n');
};
