// Sends back what comes, once it is on disk.
import {fdatasyncSync, openSync, writeSync} from 'node:fs';
import net from 'node:net';

const descriptor = openSync(process.argv[2], 'a');
const server = net.createServer({noDelay: true}, socket => {
	socket.on('data', bytes => {
		writeSync(descriptor, bytes);
		fdatasyncSync(descriptor);
		socket.write(bytes);
	});
	// Whoever measures may be gone first.
	socket.on('error', () => socket.destroy());
});
server.listen(0, '127.0.0.1', () => process.send(server.address().port));
process.on('disconnect', () => process.exit());
