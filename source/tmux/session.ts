import {failed, saysServerDied} from './complaints.js';
import type {Environment} from './environment.js';
import {escapeFormat} from './quoting.js';
import type {TmuxServer} from './server.js';

// The last window takes its session along, and the last session the server, so one window never ends. What it runs is this
// text and nothing that came from anywhere. Ctrl+C is for the agents in the other windows.
const home = `
trap '' INT QUIT TSTP
printf '%s\\n' \\
	'maestro opens the windows of its agents in this session.' \\
	'' \\
	'This window keeps the session, so leave it open. With the prefix key of tmux (Ctrl+B unless you chose another):' \\
	'' \\
	'  prefix w   choose a window' \\
	'  prefix L   go back to the session that you came from' \\
	'  prefix d   leave; the agents go on'
while :; do
	sleep 86400
done
`;

/**
Makes the session that holds the windows, and the server where none runs. One that somebody else has made in the meantime is
as good. Answers why there may be none after all, where the server ended in the middle of it.
*/
export const startSession = async (
	{call, advice}: TmuxServer,
	session: string,
	environment: Environment,
): Promise<string | undefined> => {
	// No `-A`: of a session that is there it attaches, and takes the terminal of whoever called.
	const {isDone, stdout, complaint} = await call([
		[
			...(['new-session', '-d', '-P', '-F', '#{session_id}', '-s', session, '-n', 'home'] as const),
			// The size while nobody is attached: without it agents draw for 80 × 24.
			...['-x', '200', '-y', '50', '-c', escapeFormat(environment.HOME || '/')],
			...['--', '/bin/sh', '-c', home],
		],
		// People set it for all sessions, and ours is unattached by nature.
		['set-option', '-t', `=${session}:`, 'destroy-unattached', 'off'],
		['set-option', '-t', `=${session}:`, '@maestro_session', '1'],
	]);
	// A server that begins may end with a call of somebody else's that came before there was a session.
	if (saysServerDied(complaint)) {
		return complaint;
	}

	// It exits with 0 when it could not make its socket, so the id tells.
	if (!complaint.startsWith('duplicate session: ') && !(isDone && stdout.startsWith('$'))) {
		throw failed(`make its session ${session}`, `${complaint}${advice}`);
	}

	return undefined;
};
