import {MaestroError} from '../domain/errors.js';

/** There is no such session; where there are others, they are named behind it. */
export const saysNoSession = (complaint: string): boolean =>
	/^(?:There is no active session!|Session '.*' not found|No session named )/m.test(complaint);

export const failed = (what: string, complaint: string): MaestroError =>
	new MaestroError('multiplexer-failed', `zellij could not ${what}: ${complaint.trim() || 'it did not say why'}`);

export const windowGone = (id: string): MaestroError =>
	new MaestroError(
		'window-gone',
		`Window ${id} is not there any more, or is another one by now: look at the list again`,
	);
