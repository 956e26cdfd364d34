import {comesTrue} from '../system/comes-true.js';
import {failed} from './complaints.js';
import {listPanes} from './panes.js';
import type {ZellijServer} from './server.js';

/** What `list-sessions` says of a session that is over and that its name would bring back. */
const exited = '(EXITED - attach to resurrect)';

/**
Makes the session that holds the windows where it is not there, in its person's own layout. What zellij has kept of one that is over is
taken away first: it would come back with all its programs, each waiting for somebody to press Enter.
*/
export const startSession = async (server: ZellijServer): Promise<void> => {
	const {session, call} = server;
	const state = sessionIn((await call(['list-sessions', '--no-formatting'])).stdout, session);
	if (state === 'running') {
		return;
	}

	if (state === 'exited') {
		const {isDone, complaint} = await call(['delete-session', '--force', session]);
		if (!isDone) {
			throw failed(`take away what it kept of its session ${session}`, complaint);
		}
	}

	const {isDone, complaint} = await call(['attach', '--create-background', session]);
	if (!isDone && !/already exists/i.test(complaint)) {
		throw failed(`make its session ${session}`, complaint);
	}

	// It answers before its first tab is there.
	if (!(await comesTrue(async () => (await listPanes(server)).length > 0, {withinMs: 10_000, everyMs: 50}))) {
		throw failed(`make its session ${session}`, 'its first tab did not open');
	}
};

/** Reads what `list-sessions --no-formatting` printed: `NAME [Created … ago] …`. */
export const sessionIn = (stdout: string, session: string): 'running' | 'exited' | undefined => {
	const line = stdout.split('\n').find(line => line.startsWith(`${session} [`));
	if (line === undefined) {
		return undefined;
	}

	return line.trimEnd().endsWith(exited) ? 'exited' : 'running';
};
