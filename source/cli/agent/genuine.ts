import {randomBytes} from 'node:crypto';
import {portOf, proveWith} from '../../server/secrets.js';
import {ask} from './request.js';

/**
Whether the server at an address holds this secret, found out without showing it. Any user of the machine may listen on a port
that a server of ours had.
*/
export const isGenuine = async (baseUrl: string, secret: string): Promise<boolean> => {
	const nonce = randomBytes(16).toString('hex');
	const result = await ask(baseUrl, {method: 'GET', path: `/health?nonce=${nonce}`, timeoutMs: 5000});
	const body = (result.kind === 'answered' ? (result.body ?? {}) : {}) as {readonly proof?: unknown};
	return body.proof === proveWith(secret, nonce, portOf(baseUrl));
};
