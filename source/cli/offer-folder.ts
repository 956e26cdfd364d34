import path from 'node:path';
import type {Store} from '../client/store.js';
import {isInside} from './project-here.js';

type Options = {
	readonly store: Pick<Store, 'get' | 'send' | 'subscribe'>;
	/** The git work tree that the app was started in, if it was in one. */
	readonly workTree: Promise<string | undefined>;
	readonly signal: AbortSignal;
};

/**
Offers to make a project of the work tree that the app was started in, once, when the projects are known and none has it.
*/
export const offerFolder = ({store, workTree, signal}: Options): void => {
	const unsubscribe = store.subscribe(() => {
		if (!store.get().connection.hasPicture) {
			return;
		}

		unsubscribe();
		workTree.then(directory => {
			const projects = [...store.get().projects.values()];
			if (
				directory !== undefined &&
				!signal.aborted &&
				!projects.some(({workingDir}) => isInside(directory, workingDir))
			) {
				store.send({event: 'folder:offered', data: {directory, name: path.basename(directory)}});
			}
		});
	});
};
