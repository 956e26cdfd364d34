import {failed} from './complaints.js';
import type {ZellijServer} from './server.js';

/**
The numbers of the terminals that show a session; none where there is no session.
*/
export const listClients = async ({act}: ZellijServer, session?: string): Promise<readonly string[]> => {
	const answer = await act(['list-clients'], session);
	if (answer?.isDone === false) {
		throw failed('say who looks at its session', answer.complaint);
	}

	return readClients(answer?.stdout ?? '');
};

/** Reads the table that `list-clients` prints, without its head. */
export const readClients = (stdout: string): readonly string[] =>
	stdout
		.split('\n')
		.map(line => /^(\d+)\s/.exec(line)?.[1])
		.filter(client => client !== undefined);
