import {environmentForServers} from '../multiplexer/inherited.js';

export type Environment = Readonly<Record<string, string | undefined>>;

/** What a zellij that is run in another one must not have: it would take itself for a part of that. */
export const marksOfPanes = ['ZELLIJ', 'ZELLIJ_SESSION_NAME', 'ZELLIJ_PANE_ID'] as const;

/**
The variables for our calls of zellij: those that say where it has its sockets and settings stay.
*/
export const environmentForCalls = (environment: Environment): Environment =>
	environmentForServers(environment, /^ZELLIJ(?:$|_PANE_ID$|_SESSION_NAME$)/);
