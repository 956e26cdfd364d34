import type {Mode} from '../mode.js';
import {interactive} from './interactive.js';
import {none} from './none.js';

// The order here is the order the operator sees.
export const modes: readonly Mode[] = [interactive, none];
