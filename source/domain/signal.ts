/** Those that have the same number on every system. */
const names: Readonly<Record<number, string>> = {
	1: 'HUP',
	2: 'INT',
	3: 'QUIT',
	4: 'ILL',
	5: 'TRAP',
	6: 'ABRT',
	8: 'FPE',
	9: 'KILL',
	11: 'SEGV',
	13: 'PIPE',
	14: 'ALRM',
	15: 'TERM',
};

/** `SIGTERM`; `signal 42` for one that goes by different names. */
export const signalName = (signal: number): string => {
	const name = names[signal];
	return name === undefined ? `signal ${signal}` : `SIG${name}`;
};
