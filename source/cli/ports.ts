import {readText} from '../system/files.js';
import type {Paths} from '../system/paths.js';

/** Where a Maestro server is looked for (product.md §3). */
const usualPort = 4567;

/** Where the real product's app starts its server (contract §1): it would find the port taken. */
const desktopPort = 2357;

/**
The ports that a server tries, in this order; 0 is any that is free. That of the server before comes first, as agents that run were told of it.
*/
export const portsToTry = async ({serverUrl}: Pick<Paths, 'serverUrl'>): Promise<readonly number[]> => {
	const port = Number(URL.parse(((await readText(serverUrl)) ?? '').trim())?.port ?? '');
	const last = Number.isInteger(port) && port > 0 && port !== desktopPort ? [port] : [];
	return [...last, usualPort, 0];
};
