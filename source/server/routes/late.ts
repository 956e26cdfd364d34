import type {AllOf, Route} from '../route.js';
import {docRoutes} from './docs.js';
import {masterRoutes} from './master.js';
import {modelProfileRoutes} from './model-profiles.js';
import {orderingRoutes} from './ordering.js';
import {promptRoutes} from './prompts.js';
import {skillRoutes} from './skills.js';
import {spawnRoutes} from './spawn.js';
import {taskListRoutes} from './task-lists.js';
import {teamMemberRoutes} from './team-members.js';
import {teamRoutes} from './teams.js';

/** What only clients of the real server ask, and our own programs now and then. */
const makers = [
	spawnRoutes,
	docRoutes,
	promptRoutes,
	teamMemberRoutes,
	teamRoutes,
	modelProfileRoutes,
	taskListRoutes,
	orderingRoutes,
	skillRoutes,
	masterRoutes,
] as const;

export type LateParts = AllOf<Parameters<(typeof makers)[number]>[0]>;

/**
The endpoints that are read when one of them is asked for first: most servers never are.
*/
export const createLateRoutes = (parts: LateParts): readonly Route[] =>
	makers.flatMap((make: (parts: LateParts) => readonly Route[]) => make(parts));
