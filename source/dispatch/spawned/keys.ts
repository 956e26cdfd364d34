import {createHash} from 'node:crypto';

const loopback = new Set(['localhost', '127.0.0.1', '[::1]', '0.0.0.0', '[::]']);

/** One name for one server, however it is written: of this machine there are several. */
export const serverName = (url: string): string => {
	const {protocol, hostname, port} = new URL(url);
	const host = loopback.has(hostname) ? 'localhost' : hostname;
	return `${protocol}//${host}:${port === '' ? (protocol === 'https:' ? '443' : '80') : port}`;
};

/** The name of the folder that is about a server. */
export const serverKey = (url: string): string => hash([serverName(url)]).slice(0, 16);

/** What the window of a session is known by, of whichever order it is. */
export const windowKey = (url: string, sessionId: string): string =>
	`hosted_${hash([serverName(url), sessionId]).slice(0, 32)}`;

const hash = (parts: readonly string[]): string => createHash('sha256').update(JSON.stringify(parts)).digest('hex');
