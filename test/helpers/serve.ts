import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {onTestFinished} from 'vitest';

/** Answers requests at an address of its own until the test is over; resolves with the address. */
export const serve = async (
	answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
): Promise<string> => {
	const server = createServer((request, response) => void answer(request, response));
	await new Promise<void>(resolve => {
		server.listen(0, '127.0.0.1', resolve);
	});
	onTestFinished(() => {
		server.closeAllConnections();
		server.close();
	});
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};
