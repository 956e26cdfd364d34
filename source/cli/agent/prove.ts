/**
Whether the server at an address holds the operator's secret, too. What it takes to find out is loaded here and not before: a
session's own secret needs no such care, and `node:crypto` is slow to load.
*/
export const isGenuine = async (baseUrl: string, secret: string): Promise<boolean> =>
	(await import('./genuine.js')).isGenuine(baseUrl, secret);
