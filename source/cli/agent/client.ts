import {readBirth} from '../../system/birth.js';
import {readClientNote} from '../../system/client-note.js';
import {readQuickly} from '../../system/quick-files.js';
import {type Environment, homeOf} from './identity.js';

/**
The environment with the session that the client around us was made, where somebody adopted it while it ran: it has no variable for
that. Whoever acts there acts as that session, and not as the operator whose files it can read.
*/
export const withAdoptedSession = (environment: Environment): Environment => {
	const pid = Number(environment.CLAUDE_PID);
	if (environment.MAESTRO_SESSION_ID || !Number.isSafeInteger(pid) || pid < 2) {
		return environment;
	}

	const note = readClientNote(pid, readQuickly(`${homeOf(environment)}/run/clients/${pid}`) ?? '');
	if (note?.sessionId === undefined) {
		return environment;
	}

	// Its number alone may be that of a process before. Where there is no /proc, the server takes such notes away.
	const stat = readQuickly(`/proc/${pid}/stat`);
	const isSame =
		(note.conversation !== undefined && note.conversation === environment.CLAUDE_CODE_SESSION_ID) ||
		(stat === undefined ? readQuickly('/proc/self/stat') === undefined : readBirth(stat) === note.born);
	return isSame ? {...environment, MAESTRO_SESSION_ID: note.sessionId} : environment;
};

/**
Whether a hook runs in a client that only inherited the variables of a session, as one that was started inside it: another client
speaks for the session then. `maestro-hook` has the whole rule.
*/
export const isForeign = (environment: Environment): boolean => {
	const owner = readQuickly(`${homeOf(environment)}/run/owners/${environment.MAESTRO_SESSION_ID}`);
	return owner !== undefined && owner.split(' ')[0] !== (environment.CLAUDE_PID || '0');
};
