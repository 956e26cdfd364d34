/**
When a process was born, from what `/proc/<pid>/stat` says, as a word that tells it from any later one with its number; `undefined` for
one that has ended. The hook program makes the same word.
*/
export const readBirth = (stat: string): string | undefined => {
	// `pid (name) state parent …`, where the name may hold anything.
	const [state, ...words] = stat
		.slice(stat.lastIndexOf(')') + 1)
		.trim()
		.split(' ');
	return state === undefined || /^[ZX]?$/.test(state) ? undefined : words[18];
};
