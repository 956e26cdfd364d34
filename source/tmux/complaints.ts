import {MaestroError} from '../domain/errors.js';

// What tmux says on stderr, always with status 1 (multiplexer contract A1).

/** There is no server on this socket, or one without a single session. */
export const saysNoServer = (complaint: string): boolean =>
	/^(?:error connecting to .* \(No such file or directory\)|no server running on |no current target$|no sessions$)/m.test(
		complaint,
	);

export const saysNoSession = (complaint: string): boolean => /^(?:can't find|no such) session: /m.test(complaint);

/** The server ended while it was asked. */
export const saysServerDied = (complaint: string): boolean => /^(?:server exited|lost server)/m.test(complaint);

/** The window, the pane or the whole server of a target is not there. */
export const saysGone = (complaint: string): boolean =>
	/^(?:can't find|no such) (?:pane|window|session): /m.test(complaint) || saysNoServer(complaint);

export const failed = (what: string, complaint: string): MaestroError =>
	new MaestroError('multiplexer-failed', `tmux could not ${what}: ${complaint.trim() || 'it did not say why'}`);

export const windowGone = (id: string): MaestroError =>
	new MaestroError(
		'window-gone',
		`Window ${id} is not there any more, or is another one by now: look at the list again`,
	);
