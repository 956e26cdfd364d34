import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {onTestFinished} from 'vitest';

export type Asked = {
	readonly method: string;
	readonly path: string;
	readonly headers: Readonly<Record<string, unknown>>;
	readonly body: unknown;
};

export type Reply =
	| {readonly status?: number; readonly body?: unknown; readonly headers?: Readonly<Record<string, string>>}
	| 'hang up'
	| 'silence';

/** A server that answers as the test says, and remembers what it was asked. */
export const startServer = async (answer: (asked: Asked, count: number) => Reply, port = 0) => {
	const asked: Asked[] = [];
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const text = Buffer.concat(chunks).toString();
			const {method = '', url = '', headers} = request;
			asked.push({method, path: url, headers, body: text === '' ? undefined : JSON.parse(text)});
			const reply = answer(asked.at(-1) as Asked, asked.length);
			if (reply === 'silence') {
				return;
			}

			if (reply === 'hang up') {
				request.socket.destroy();
				return;
			}

			response.writeHead(reply.status ?? 200, {'content-type': 'application/json', ...reply.headers});
			response.end(JSON.stringify(reply.body ?? {}));
		});
	});
	await new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve));
	const close = () => {
		server.closeAllConnections();
		server.close();
	};
	onTestFinished(close);
	return {asked, close, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`};
};

/** An address where nobody listens. */
export const deadUrl = async (): Promise<string> => {
	const server = createServer();
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
	const {port} = server.address() as AddressInfo;
	await new Promise(resolve => server.close(resolve));
	return `http://127.0.0.1:${port}`;
};
