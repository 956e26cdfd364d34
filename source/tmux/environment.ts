import {environmentForServers} from '../multiplexer/inherited.js';

export type Environment = Readonly<Record<string, string | undefined>>;

/**
The variables for our calls of tmux: what names the pane of a zellij that we run in is not for the windows.
*/
export const environmentForCalls = (environment: Environment): Environment =>
	environmentForServers(environment, /^ZELLIJ/);
