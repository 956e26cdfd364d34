import {cleanAddresses, hasSecret} from './server-address.js';

/**
Takes the secrets of addresses out of what others see of this process, and of what programs are told that it starts. Answers the environment
as it was given, in which the server is looked for.
*/
export const hideSecrets = (words: readonly string[], title: string): Readonly<Record<string, string | undefined>> => {
	const given = {...process.env};
	Object.assign(process.env, cleanAddresses(given));
	if (words.some(hasSecret)) {
		// It is written over the words in the list of processes.
		process.title = title;
	}

	return given;
};
