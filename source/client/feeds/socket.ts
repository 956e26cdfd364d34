import type {WebSocket} from 'ws';

type Options = {
	readonly socket: WebSocket;
	readonly take: (text: string) => void;
	readonly opened: () => void;
	readonly ended: AbortSignal;
	/** What is sent for a sign of life, which is then any message; nothing for a ping of the protocol. */
	readonly ping?: string | undefined;
	readonly pingEveryMs: number;
	readonly pongWithinMs: number;
};

/**
Hands on what a socket says until it ends, and resolves with why it ended; a server that no longer answers pings is taken for
gone.
*/
export const watchSocket = async ({
	socket,
	take,
	opened,
	ended,
	ping,
	pingEveryMs,
	pongWithinMs,
}: Options): Promise<string> => {
	let reason = '';
	let pings: NodeJS.Timeout | undefined;
	let patience: NodeJS.Timeout | undefined;

	const giveUp = (why: string): void => {
		reason ||= why;
		socket.terminate();
	};

	const stop = (): void => giveUp('stopped');
	ended.addEventListener('abort', stop, {once: true});
	if (ended.aborted) {
		stop();
	}

	socket.on('open', () => {
		opened();
		pings = setInterval(() => {
			ping === undefined ? socket.ping() : socket.send(ping);
			patience ??= setTimeout(giveUp, pongWithinMs, `the server has not answered for ${pongWithinMs / 1000} s`);
		}, pingEveryMs);
	});

	const isAlive = (): void => {
		clearTimeout(patience);
		patience = undefined;
	};

	socket.on('pong', isAlive);
	socket.on('message', data => {
		if (ping !== undefined) {
			isAlive();
		}

		take(String(data));
	});
	// Every error is followed by a close.
	socket.on('error', error => {
		reason ||= `the server's live channel failed (${error.message})`;
	});

	await new Promise<void>(resolve => {
		socket.on('close', (_, words) => {
			reason ||= String(words);
			resolve();
		});
	});
	clearInterval(pings);
	clearTimeout(patience);
	ended.removeEventListener('abort', stop);
	return reason || 'the server closed the connection';
};
