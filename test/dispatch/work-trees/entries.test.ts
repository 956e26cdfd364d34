import {expect, test} from 'vitest';
import {findEntry} from '../../../source/dispatch/work-trees/entries.js';
import type {Git} from '../../../source/dispatch/work-trees/git.js';

const main = ['worktree /r', 'HEAD 1', 'branch refs/heads/main'];
const half = ['worktree /r.worktrees/T-1', 'HEAD 0', 'branch refs/heads/maestro/T-1', 'locked initializing'];
const locked = ['worktree /r.worktrees/T 2', 'HEAD 2', 'detached', 'locked on a disk that is away', 'prunable gone'];

/** A git that says this, each line ended by a NUL where it knows how. */
const gitThatKnows =
	(isOld: boolean): Git =>
	async (_, args) => {
		const isZ = args.includes('-z');
		const end = isZ ? '\0' : '\n';
		const stdout = [main, half, locked].map(lines => `${lines.join(end)}${end}${end}`).join('');
		return {
			exitCode: isZ && isOld ? 129 : 0,
			stdout: isZ && isOld ? '' : stdout,
			stderr: '',
			isMissing: false,
			isTimedOut: false,
		};
	};

for (const isOld of [false, true]) {
	test(`a git ${isOld ? 'before' : 'from'} 2.36 tells what it knows of a work tree`, async () => {
		const git = gitThatKnows(isOld);

		expect(await findEntry(git, '/r', '/r.worktrees/T-1')).toEqual({
			path: '/r.worktrees/T-1',
			branch: 'refs/heads/maestro/T-1',
			isHalfMade: true,
		});
		expect(await findEntry(git, '/r', '/r.worktrees/T 2')).toMatchObject({branch: undefined, isHalfMade: false});
		expect(await findEntry(git, '/r', '/r.worktrees/T')).toBeUndefined();
	});
}
