import type {WebSocketServer} from 'ws';

/** Milliseconds that a peer has to close its side when the server ends. */
const farewellMs = 500;

/**
Lets everybody go who is connected. One that does not say goodbye (stopped, or behind a line that is cut) does not keep us alive.
*/
export const sayFarewell = ({clients}: Pick<WebSocketServer, 'clients'>): void => {
	for (const client of clients) {
		client.close(1001, 'the server ends');
	}

	setTimeout(() => {
		for (const client of clients) {
			client.terminate();
		}
	}, farewellMs).unref();
};
