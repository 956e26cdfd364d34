import type {WebSocketServer} from 'ws';

/** Milliseconds that a peer has to close its side when the server ends. */
const farewellMs = 500;
const mostBytes = 120;

/**
Lets everybody go who is connected, and tells them why, where that is known. One that does not say goodbye (stopped, or behind a line that is cut) does not keep us alive.
*/
export const sayFarewell = ({clients}: Pick<WebSocketServer, 'clients'>, reason?: unknown): void => {
	// What a closing frame can hold.
	const words = Buffer.from(typeof reason === 'string' ? reason : 'the server ends')
		.subarray(0, mostBytes)
		.toString();
	for (const client of clients) {
		client.close(1001, words);
	}

	setTimeout(() => {
		for (const client of clients) {
			client.terminate();
		}
	}, farewellMs).unref();
};
