import path from 'node:path';
import type {MaestroEvent} from '../domain/event.js';
import {createEntries} from '../server/add-entry.js';
import {createBeginning} from '../server/begin-session.js';
import type {ChangeTask} from '../server/change-task.js';
import type {Links} from '../server/links.js';
import {createTaskMaking} from '../server/make-task.js';
import type {Orders} from '../server/orders.js';
import {createTaskPatching} from '../server/patch-task.js';
import {createSessionTasks} from '../server/session-tasks.js';
import type {Sessions} from '../server/sessions.js';
import {createOrderAgain} from '../server/spawn/order-again.js';
import type {Clock} from '../system/clock.js';
import {removeFolder} from '../system/files.js';
import type {Paths} from '../system/paths.js';
import type {Stores} from './open-stores.js';

type Options = {
	readonly paths: Paths;
	readonly stores: Stores;
	readonly sessions: Sessions;
	readonly links: Links;
	readonly changeTask: ChangeTask;
	readonly orders: Orders;
	readonly publish: (event: MaestroEvent) => void;
	readonly clock: Clock;
	readonly random: () => number;
};

/**
What is done with projects, tasks and sessions, of its real parts.
*/
export const wireWork = ({paths, stores, sessions, links, changeTask, orders, publish, clock, random}: Options) => {
	const {projects, tasks, nextTaskNumber: nextNumber} = stores;
	const sessionTasks = createSessionTasks({sessions, tasks, links, publish});
	return {
		sessionTasks,
		begin: createBeginning({sessions, projects, tasks, links, clock, random}),
		addEntry: createEntries({sessions, publish, clock}),
		makeTask: createTaskMaking({tasks, nextNumber, publish, clock}),
		patchTask: createTaskPatching({changeTask, sessions, sessionTasks, clock}),
		orderAgain: createOrderAgain(orders),
		forgetDocs: async (sessionId: string) => removeFolder(path.join(paths.sessionDocs, sessionId)),
	};
};
