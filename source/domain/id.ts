/**
What an id or a name of a mode may look like at every door.
*/
export const idPattern = /^[A-Za-z0-9_-]{1,128}$/;

type IdPrefix =
	| 'proj'
	| 'sess'
	| 'evt'
	| 'run'
	| 'msg'
	| 'take'
	| 'bcast'
	| 'hold'
	| 'doc'
	| 'tm'
	| 'team'
	| 'task_list'
	| 'mp';

/**
A new id in the form of the real server: `<prefix>_<milliseconds>_<random>` (contract §3). `random` gives a number in 0…1.
*/
export const createId = (prefix: IdPrefix, now: number, random: () => number): string => {
	const letters = Array.from({length: 9}, () => Math.floor(random() * 36).toString(36)).join('');
	return `${prefix}_${now}_${letters}`;
};
