import {createServer} from 'node:net';

/**
A port of 127.0.0.1 that nobody listens on. Another program may take it before it is used.
*/
export const findFreePort = async (): Promise<number> =>
	new Promise((resolve, reject) => {
		const server = createServer();
		server.on('error', reject);
		server.listen(0, '127.0.0.1', () => {
			const address = server.address();
			server.close(() => {
				if (typeof address === 'object' && address !== null) {
					resolve(address.port);
				} else {
					reject(new Error('The system gave no port of 127.0.0.1'));
				}
			});
		});
	});
