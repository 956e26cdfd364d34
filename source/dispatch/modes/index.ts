import type {Mode} from '../mode.js';
import {codeReview} from './code-review.js';
import {documentation} from './documentation.js';
import {interactive} from './interactive.js';
import {none} from './none.js';

// The order here is the order the operator sees.
export const modes: readonly Mode[] = [interactive, codeReview, documentation, none];
