import path from 'node:path';

/** The bundles lie side by side in one folder, so this one finds the others from itself. */
const folder = import.meta.dirname;

/**
The files of the build that other programs start.
*/
export const build = {
	folder,
	assets: path.join(folder, 'assets'),
	/** What `maestro-hook` and the agents' commands run. */
	bundle: path.join(folder, 'agent.cjs'),
	/** What keeps a headless run. */
	keeper: path.join(folder, 'run.cjs'),
	/** What `maestro` runs. */
	door: path.join(folder, '..', 'bin', 'maestro.cjs'),
} as const;
