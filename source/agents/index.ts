import type {Agent} from './agent.js';
import {claude} from './claude.js';
import {codex} from './codex.js';
import {gemini} from './gemini.js';
import {opencode} from './opencode.js';

// The order here is the order the operator sees.
export const agents: readonly Agent[] = [claude, codex, gemini, opencode];
