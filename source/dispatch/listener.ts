import {randomBytes} from 'node:crypto';
import path from 'node:path';
import type {Agent, Listener} from '../agents/agent.js';
import type {Session} from '../domain/session.js';
import {readText} from '../system/files.js';
import {findFreePort} from '../system/free-port.js';

/**
Where a new client of an agent will listen; `undefined` for agents that do not.
*/
export const newListener = async ({passwordVariable}: Agent): Promise<Listener | undefined> =>
	passwordVariable === undefined
		? undefined
		: {port: await findFreePort(), password: randomBytes(24).toString('base64url')};

/**
The same for showing what would be started: the port is found only then.
*/
export const shownListener = ({passwordVariable}: Agent): Listener | undefined =>
	passwordVariable === undefined ? undefined : {port: 0, password: ''};

/**
Where the client of a session listens: the port is known of the session, the password lies in its run's folder alone.
*/
export const listenerOf = async (
	{run, metadata}: Session,
	{passwordVariable}: Agent,
	runs: string,
): Promise<Listener | undefined> => {
	const port = metadata?.listenerPort;
	if (run === undefined || typeof port !== 'number' || passwordVariable === undefined) {
		return undefined;
	}

	const variables = (await readText(path.join(runs, run.id, 'environment'))) ?? '';
	const line = variables.split('\n').find(variable => variable.startsWith(`${passwordVariable}=`));
	return line === undefined ? undefined : {port, password: line.slice(passwordVariable.length + 1)};
};
