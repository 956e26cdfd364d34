import type {WebSocket} from 'ws';

type Options = {
	readonly socket: WebSocket;
	readonly take: (text: string) => void;
	readonly opened: () => void;
	readonly ended: AbortSignal;
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
			socket.ping();
			patience ??= setTimeout(giveUp, pongWithinMs, `the server has not answered for ${pongWithinMs / 1000} s`);
		}, pingEveryMs);
	});
	socket.on('pong', () => {
		clearTimeout(patience);
		patience = undefined;
	});
	socket.on('message', data => take(String(data)));
	// Every error is followed by a close.
	socket.on('error', error => {
		reason ||= `the server's live channel failed (${error.message})`;
	});

	await new Promise(resolve => {
		socket.on('close', resolve);
	});
	clearInterval(pings);
	clearTimeout(patience);
	ended.removeEventListener('abort', stop);
	return reason || 'the server closed the connection';
};
