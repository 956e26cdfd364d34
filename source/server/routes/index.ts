import type {AllOf, Route} from '../route.js';
import {clientRoutes} from './clients.js';
import {dispatchRoutes} from './dispatch.js';
import {healthRoutes} from './health.js';
import {holdRoutes} from './holds.js';
import {logRoutes} from './logs.js';
import {messageRoutes} from './messages.js';
import {projectRoutes} from './projects.js';
import {serverRoutes} from './server.js';
import {sessionAgentRoutes} from './session-agents.js';
import {sessionTaskRoutes} from './session-tasks.js';
import {sessionRoutes} from './sessions.js';
import {statusRoutes} from './status.js';
import {taskRoutes} from './tasks.js';
import {templateRoutes} from './templates.js';
import {workTreeRoutes} from './work-trees.js';

/** What programs of ours ask, and whoever watches. */
const makers = [
	healthRoutes,
	statusRoutes,
	serverRoutes,
	projectRoutes,
	taskRoutes,
	workTreeRoutes,
	sessionRoutes,
	sessionTaskRoutes,
	sessionAgentRoutes,
	clientRoutes,
	messageRoutes,
	holdRoutes,
	templateRoutes,
	dispatchRoutes,
	logRoutes,
] as const;

/** What the routes are made of: each takes its part. */
export type RouteParts = AllOf<Parameters<(typeof makers)[number]>[0]>;

/**
The endpoints that the server answers from its start on; those of `late.ts` come when they are asked for.
*/
export const createRoutes = (parts: RouteParts): readonly Route[] =>
	makers.flatMap((make: (parts: RouteParts) => readonly Route[]) => make(parts));
