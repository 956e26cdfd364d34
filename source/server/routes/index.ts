import type {Route} from '../route.js';
import {clientRoutes} from './clients.js';
import {dispatchRoutes} from './dispatch.js';
import {healthRoutes} from './health.js';
import {holdRoutes} from './holds.js';
import {logRoutes} from './logs.js';
import {messageRoutes} from './messages.js';
import {projectRoutes} from './projects.js';
import {serverRoutes} from './server.js';
import {sessionRoutes} from './sessions.js';
import {taskRoutes} from './tasks.js';
import {templateRoutes} from './templates.js';
import {workTreeRoutes} from './work-trees.js';

/** What the routes are made of: each takes its part. */
export type RouteParts = Parameters<typeof clientRoutes>[0] &
	Parameters<typeof dispatchRoutes>[0] &
	Parameters<typeof healthRoutes>[0] &
	Parameters<typeof holdRoutes>[0] &
	Parameters<typeof logRoutes>[0] &
	Parameters<typeof messageRoutes>[0] &
	Parameters<typeof projectRoutes>[0] &
	Parameters<typeof serverRoutes>[0] &
	Parameters<typeof sessionRoutes>[0] &
	Parameters<typeof taskRoutes>[0] &
	Parameters<typeof templateRoutes>[0] &
	Parameters<typeof workTreeRoutes>[0];

/**
All endpoints that the server answers.
*/
export const createRoutes = (parts: RouteParts): readonly Route[] => [
	...healthRoutes(parts),
	...serverRoutes(parts),
	...projectRoutes(parts),
	...taskRoutes(parts),
	...workTreeRoutes(parts),
	...sessionRoutes(parts),
	...clientRoutes(parts),
	...messageRoutes(parts),
	...holdRoutes(parts),
	...templateRoutes(parts),
	...dispatchRoutes(parts),
	...logRoutes(parts),
];
