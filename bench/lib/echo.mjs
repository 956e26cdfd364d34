import {fork} from 'node:child_process';
import {once} from 'node:events';
import net from 'node:net';
import path from 'node:path';

const program = path.join(import.meta.dirname, '..', 'programs', 'echo.mjs');

/**
The floor of everything that is kept before it is answered: bytes over a socket, written, `fdatasync`ed, and sent back. `echo` resolves
with the milliseconds that took.
*/
export const openEcho = async ({file, atEnd}) => {
	const server = fork(program, [file]);
	atEnd(() => server.kill('SIGKILL'));
	const [port] = await once(server, 'message');
	const socket = net.connect({port, host: '127.0.0.1', noDelay: true});
	atEnd(() => socket.destroy());
	await once(socket, 'connect');
	const bytes = 'x'.repeat(384);

	return async () => {
		const began = performance.now();
		socket.write(bytes);
		await once(socket, 'data');
		return performance.now() - began;
	};
};
