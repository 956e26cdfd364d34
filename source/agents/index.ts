import type {Agent} from './agent.js';
import {claude} from './claude.js';

// The order here is the order the operator sees.
export const agents: readonly Agent[] = [claude];
